// Times as the reader's own clock shows them, in the forms that Slack's <!date^…> knows.

const format = (options) => (date) => new Intl.DateTimeFormat(undefined, options).format(date);
const time = format({ hour: "numeric", minute: "2-digit" });
const forms = {
  date_num: (date) => new Intl.DateTimeFormat("sv-SE").format(date),
  date_slash: format({ year: "numeric", month: "2-digit", day: "2-digit" }),
  date: format({ year: "numeric", month: "long", day: "numeric" }),
  date_short: format({ year: "numeric", month: "short", day: "numeric" }),
  date_long: format({ weekday: "long", year: "numeric", month: "long", day: "numeric" }),
  time,
  time_secs: format({ hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (date) => ago((Date.now() - date) / 1000),
};

export function clock(ts) {
  return time(new Date(Number(ts) * 1000));
}

export function slackDate(seconds, pattern) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    const pretty = name.endsWith("_pretty") && nearby(date);
    if (pretty) return pretty;
    const form = forms[name.replace("_pretty", "")];
    return form ? form(date) : whole;
  });
}

function nearby(date) {
  const days = Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

function ago(seconds) {
  if (seconds < 60) return "just now";
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} minutes ago` : `${Math.round(minutes / 60)} hours ago`;
}
