// Block Kit, a function a block. A new kind of block is one entry in BLOCKS; what is not there
// is drawn in red, never left out.
import { html } from "./html.js";
import { Element } from "./elements.js";
import { Input } from "./inputs.js";
import { markdown } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { useSurface } from "./surface.js";
import { Text } from "./text.js";

const BLOCKS = {
  section: ({ block }) => html`<div class="section">
    <div class="section-main">
      ${block.text && html`<div class="text"><${Text} of=${block.text} /></div>`}
      ${block.fields && html`<div class="fields">${block.fields.map((field) => html`<div class="text"><${Text} of=${field} /></div>`)}</div>`}
    </div>
    ${block.accessory && html`<div class="accessory"><${Element} element=${block.accessory} block=${block} /></div>`}
  </div>`,
  header: ({ block, level }) => html`<${level ?? "h3"} class="header"><${Text} of=${block.text} /><//>`,
  divider: () => html`<hr />`,
  context: ({ block }) => html`<div class="context">
    ${block.elements.map((one) => (one.type === "image"
      ? html`<img src=${one.image_url} alt=${one.alt_text} />`
      : html`<span class="text"><${Text} of=${one} /></span>`))}
  </div>`,
  actions: ({ block }) => html`<div class="actions">
    ${block.elements.map((one) => html`<${Element} key=${one.action_id} element=${one} block=${block} />`)}
  </div>`,
  input: ({ block }) => html`<${Input} block=${block} />`,
  image: ({ block }) => html`<figure class="image">
    ${block.title && html`<figcaption><${Text} of=${block.title} /></figcaption>`}
    <img src=${block.image_url ?? `/file/${block.slack_file.id}`} alt=${block.alt_text} />
  </figure>`,
  rich_text: ({ block }) => html`<div class="text rich"><${Rich} block=${block} /></div>`,
  markdown: ({ block }) => html`<div class="text markdown">${markdown(block.text)}</div>`,
  table: ({ block }) => html`<${Table} block=${block} />`,
  alert: ({ block }) => html`<div class=${`alert ${block.level ?? "default"}`} role="note">
    <span class="text"><${Text} of=${block.text} /></span>
  </div>`,
};

function Rich({ block }) {
  return richText(block, useSurface().names);
}

function Table({ block }) {
  const { names } = useSurface();
  const settings = block.column_settings ?? [];
  const cell = (one) => (one.type === "rich_text" ? richText(one, names) : (one.text ?? String(one.value)));
  const row = (cells, tag) => html`<tr>
    ${cells.map((one, place) => html`<${tag} class=${`align-${settings[place]?.align ?? "left"}`}>${cell(one)}<//>`)}
  </tr>`;
  const [first, ...rest] = block.rows;
  return html`<div class="table-frame" tabindex="0" role="group" aria-label="Table">
    <table><thead>${row(first, "th")}</thead><tbody>${rest.map((cells) => row(cells, "td"))}</tbody></table>
  </div>`;
}

export function Blocks({ blocks, level }) {
  return html`<div class="blocks">
    ${blocks.map((block) => html`<${Block} key=${block.block_id} block=${block} level=${level} />`)}
  </div>`;
}

function Block({ block, level }) {
  const Drawn = BLOCKS[block.type];
  if (Drawn) return html`<${Drawn} block=${block} level=${level} />`;
  return html`<div class="undrawable" role="note">The sandbox cannot draw a block of the type “${block.type}”.</div>`;
}

// The text of a message without blocks, or of an attachment.
export function Said({ text }) {
  return html`<div class="text">${mrkdwn(text, useSurface().names)}</div>`;
}
