// Slack's mrkdwn, drawn. The rule that everything hangs on: a mention or a link is only what
// stands between a literal `<` and `>`. Escapes (`&lt;`) are undone last, in plain runs of
// text, so that `&lt;!channel&gt;` stays the inert words that it is in Slack.
import { html } from "./html.js";
import { emoji } from "./emoji.js";
import { slackDate } from "./dates.js";

export function unescape(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

const SPANS = [
  { open: /`([^`\n]+)`/y, draw: (found) => html`<code>${unescape(found[1])}</code>`, anywhere: true },
  { open: /<([^<>\n]+)>/y, draw: (found, names) => token(found[1], names), anywhere: true },
  { open: /:([a-z0-9_+-]+):/y, draw: (found) => emoji(found[1]), anywhere: true },
  { open: /\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}])/uy, draw: nested("strong") },
  { open: /_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}])/uy, draw: nested("em") },
  { open: /~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}])/uy, draw: nested("s") },
];
const BARE_URL = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)]/y;

function nested(tag) {
  return (found, names, verbatim) => html`<${tag}>${inline(found[1], names, verbatim)}<//>`;
}

// One line of text to a list of nodes.
export function inline(text, names, verbatim) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(unescape(plain));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = spanAt(text, at, names, verbatim);
    if (found) {
      flush();
      nodes.push(found.node);
      at += found.length;
    } else {
      plain += text[at++];
    }
  }
  flush();
  return nodes;
}

function spanAt(text, at, names, verbatim) {
  const afterWord = at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]);
  for (const span of SPANS) {
    if (afterWord && !span.anywhere) continue;
    span.open.lastIndex = at;
    const found = span.open.exec(text);
    const node = found && span.draw(found, names, verbatim);
    if (node) return { node, length: found[0].length };
  }
  if (verbatim || afterWord) return null;
  BARE_URL.lastIndex = at;
  const url = BARE_URL.exec(text);
  return url && { node: link(unescape(url[0]), unescape(url[0])), length: url[0].length };
}

export function link(url, label) {
  const safe = /^(https?:|mailto:)/i.test(url);
  if (!safe) return html`<span>${label}</span>`;
  return html`<a href=${url} target="_blank" rel="noreferrer noopener">${label}</a>`;
}

export function mention(text, loud) {
  return html`<span class=${loud ? "mention loud" : "mention"}>${text}</span>`;
}

function token(inner, names) {
  const bar = inner.indexOf("|");
  const [target, label] = bar < 0 ? [inner, ""] : [inner.slice(0, bar), inner.slice(bar + 1)];
  if (target.startsWith("@")) return mention(`@${names.user(target.slice(1)) ?? label}`);
  if (target.startsWith("#")) return mention(`#${names.channel(target.slice(1)) ?? label}`);
  if (target.startsWith("!date^")) return dateOf(target, label);
  if (target.startsWith("!subteam^")) return mention(label || `@${names.group(target.slice(9))}`, true);
  if (target.startsWith("!")) return mention(`@${target.slice(1)}`, true);
  return link(unescape(target), unescape(label || target.replace(/^mailto:/, "")));
}

function dateOf(target, fallback) {
  const [, seconds, format, url] = target.split("^");
  const text = slackDate(Number(seconds), format ?? "") ?? unescape(fallback);
  return html`<time title=${unescape(fallback)}>${url ? link(unescape(url), text) : text}</time>`;
}

// A whole text: code fences, quotes and lines.
export function mrkdwn(text, names, verbatim = false) {
  const nodes = [];
  const parts = text.split(/```\n?([\s\S]+?)```/);
  parts.forEach((part, place) => {
    if (place % 2) nodes.push(html`<pre>${unescape(part)}</pre>`);
    else if (part) nodes.push(...paragraphs(part, names, verbatim));
  });
  return nodes;
}

function paragraphs(text, names, verbatim) {
  const nodes = [];
  let quote = [];
  const flush = () => {
    if (quote.length) nodes.push(html`<blockquote>${joined(quote)}</blockquote>`);
    quote = [];
  };
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted) {
      quote.push(inline(quoted[1], names, verbatim));
      continue;
    }
    flush();
    nodes.push(inline(line, names, verbatim));
  }
  flush();
  return joined(nodes);
}

function joined(lines) {
  return lines.flatMap((line, place) => (place && !isQuote(lines[place - 1]) ? [html`<br />`, line] : [line]));
}

function isQuote(node) {
  return node?.type === "blockquote";
}
