// The guided tour: its steps come from the sandbox, which knows what is built.
import { html } from "./html.js";
import { mrkdwn } from "./mrkdwn.js";

const DEEDS = {
  shortcut_on_last: shortcutOnLast,
  go: (desk, deed) => desk.go(deed.channel),
  fill: (desk, deed) => desk.fill(desk.furniture.samples.find((one) => one.cause === deed.key)),
  press: (desk) => {
    desk.show({ side: "slack" });
    return desk.top()?.submit && desk.submit();
  },
};

function shortcutOnLast(desk, deed) {
  const channel = desk.channel(desk.place);
  const last = channel?.messages.findLast((one) => !one.ephemeral);
  desk.show({ side: "slack" });
  return last && desk.act({ do: "shortcut", callback: deed.callback, channel: channel.id, ts: last.ts });
}

async function perform(desk, deeds) {
  for (const deed of deeds) await (DEEDS[deed.do] ?? ((_, other) => desk.act(other)))(desk, deed);
}

export function Tour({ desk }) {
  const steps = desk.furniture.tour;
  const at = desk.step;
  const setAt = (place) => desk.show({ step: place });
  const step = steps[at];
  if (!step) return html`<h2>Tour</h2><p class="lead">This bot has nothing to show yet.</p>`;
  return html`<p class="tour-count">Step ${at + 1} of ${steps.length}</p>
    <h2>${step.title}</h2>
    <ul class="tour-told">${step.told.map((line) => html`<li>${mrkdwn(line, desk.names())}</li>`)}</ul>
    <div class="tour-tries">${step.tries.map((one, place) => html`<button type="button" class="button" onClick=${() => perform(desk, one.deeds)}>
      <span class="number" aria-hidden="true">${place + 1}</span>${one.label}</button>`)}</div>
    <div class="tour-steps">
      ${at > 0 && html`<button type="button" class="button slim" onClick=${() => setAt(at - 1)}>Back</button>`}
      ${at < steps.length - 1
        ? html`<button type="button" class="button slim primary" onClick=${() => setAt(at + 1)}>Next</button>`
        : html`<p class="lead">That is the tour. Try the other keys, or break something under “Outside”.</p>`}
    </div>`;
}
