// Rich text: sections, lists, quotes and preformatted text, with their inline elements.
import { html } from "./html.js";
import { emoji } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";
import { slackDate } from "./dates.js";

const INLINE = {
  text: (part) => part.text,
  link: (part) => link(part.url, part.text || part.url),
  emoji: (part) => emoji(part.name) ?? `:${part.name}:`,
  user: (part, names) => mention(`@${names.user(part.user_id) ?? part.user_id}`),
  channel: (part, names) => mention(`#${names.channel(part.channel_id) ?? part.channel_id}`),
  usergroup: (part, names) => mention(`@${names.group(part.usergroup_id)}`, true),
  broadcast: (part) => mention(`@${part.range}`, true),
  date: (part) => html`<time>${slackDate(part.timestamp, part.format) ?? part.fallback}</time>`,
  color: (part) => html`<code>${part.value}</code>`,
};
const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };
const BLOCKS = {
  rich_text_section: (block, names) => html`<div class="rich-section">${line(block, names)}</div>`,
  rich_text_quote: (block, names) => html`<blockquote>${line(block, names)}</blockquote>`,
  rich_text_preformatted: (block, names) =>
    html`<pre tabindex="0" role="group" aria-label="Preformatted text">${line(block, names)}</pre>`,
  rich_text_list: (block, names) => list(block, names),
};

function line(block, names) {
  return block.elements.map((part) => styled(part, names));
}

function styled(part, names) {
  const draw = INLINE[part.type];
  if (!draw) return html`<span class="undrawable">cannot draw “${part.type}”</span>`;
  let node = draw(part, names);
  for (const [style, tag] of Object.entries(STYLES)) {
    if (part.style?.[style]) node = html`<${tag}>${node}<//>`;
  }
  return node;
}

function list(block, names) {
  const tag = block.style === "ordered" ? "ol" : "ul";
  const items = block.elements.map((item) => html`<li>${line(item, names)}</li>`);
  return html`<${tag} class=${`indent-${block.indent ?? 0}`} start=${(block.offset ?? 0) + 1}>${items}<//>`;
}

export function richText(block, names) {
  return block.elements.map((part) => {
    const draw = BLOCKS[part.type];
    return draw ? draw(part, names) : html`<div class="undrawable">The sandbox cannot draw “${part.type}”.</div>`;
  });
}
