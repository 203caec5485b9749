// What can be clicked or chosen in a block: buttons, menus, pickers, boxes. Native controls
// where the browser has one, so that the keyboard works as people know it.
import { html } from "./html.js";
import { useState } from "preact/hooks";
import { Choice, hasChoice } from "./choices.js";
import { Menu } from "./menu.js";
import { heldBy, useSurface } from "./surface.js";
import { plain } from "./text.js";

export function Element({ element, block }) {
  if (element.type === "button") return html`<${Button} element=${element} block=${block} />`;
  if (element.type === "overflow") return html`<${Overflow} element=${element} block=${block} />`;
  if (element.type === "image") return html`<img src=${element.image_url} alt=${element.alt_text} />`;
  if (hasChoice(element)) return html`<${Chooser} element=${element} block=${block} />`;
  return html`<span class="undrawable" role="note">The sandbox cannot draw an element of the type “${element.type}”.</span>`;
}

function Button({ element, block }) {
  const surface = useSurface();
  const [busy, setBusy] = useState(false);
  const click = async () => {
    if (busy || !(await surface.sure(element.confirm))) return;
    setBusy(true);
    await surface.click(block, element);
    setBusy(false);
  };
  const shown = {
    class: `button ${element.style ?? ""} ${busy ? "busy" : ""}`,
    "aria-label": element.accessibility_label,
    onClick: click,
  };
  if (!element.url) return html`<button type="button" ...${shown}>${plain(element.text)}</button>`;
  return html`<a ...${shown} href=${element.url} target="_blank" rel="noreferrer noopener">${plain(element.text)}</a>`;
}

function Overflow({ element, block }) {
  const surface = useSurface();
  const choose = async (option) => {
    if (option.url) window.open(option.url, "_blank", "noreferrer,noopener");
    if (await surface.sure(element.confirm)) await surface.choose(block, element, option.value);
  };
  const items = element.options.map((option) => ({ label: plain(option.text), run: () => choose(option) }));
  return html`<${Menu} label="More options" items=${items} />`;
}

// A menu outside of an input: choosing tells the bot at once.
function Chooser({ element, block }) {
  const surface = useSurface();
  const draft = surface.draft(block, element);
  const held = draft === undefined ? heldBy(element, surface.state(block, element)) : draft;
  const choose = async (value) => {
    if (!(await surface.sure(element.confirm))) return;
    surface.setDraft(block, element, value);
    await surface.choose(block, element, value);
  };
  const label = element.placeholder ? plain(element.placeholder) : element.action_id;
  return html`<${Choice} element=${element} held=${held} choose=${choose} label=${label} />`;
}
