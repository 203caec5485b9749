// An input block: its label, its field, its hint, and what was wrong with it.
import { html } from "./html.js";
import { useEffect, useId, useRef } from "preact/hooks";
import { Choice, hasChoice } from "./choices.js";
import { heldBy, useSurface } from "./surface.js";
import { plain } from "./text.js";

const TYPED = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "number" };
const GROUPS = new Set(["checkboxes", "radio_buttons"]);

export function Input({ block }) {
  const surface = useSurface();
  const id = useId();
  const { element } = block;
  const draft = surface.draft(block, element);
  const held = draft === undefined ? heldBy(element, surface.state(block, element)) : draft;
  const error = surface.errors?.[block.block_id];
  const set = (value) => {
    surface.setDraft(block, element, value);
    if (block.dispatch_action && !(element.type in TYPED)) surface.choose(block, element, value);
  };
  const label = plain(block.label);
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const shared = { id, "aria-describedby": described || undefined, "aria-invalid": error ? "true" : undefined };
  return html`<div class=${error ? "input wrong" : "input"}>
    ${GROUPS.has(element.type)
      ? html`<div class="label">${label}${optional(block)}</div>`
      : html`<label class="label" for=${id}>${label}${optional(block)}</label>`}
    <${Field} block=${block} element=${element} held=${held} set=${set} label=${label} shared=${shared} />
    ${error && html`<p class="error" id=${`${id}-error`} role="alert">${error}</p>`}
    ${block.hint && html`<p class="hint" id=${`${id}-hint`}>${plain(block.hint)}</p>`}
  </div>`;
}

function optional(block) {
  return block.optional && html` <span class="optional">(optional)</span>`;
}

function Field({ block, element, held, set, label, shared }) {
  if (element.type in TYPED) return html`<${Typed} block=${block} element=${element} held=${held} set=${set} shared=${shared} />`;
  if (hasChoice(element)) return html`<${Choice} element=${element} held=${held} choose=${set} label=${label} ...${shared} />`;
  return html`<p class="undrawable" role="note">The sandbox cannot draw an input of the type “${element.type}”.</p>`;
}

function Typed({ block, element, held, set, shared }) {
  const surface = useSurface();
  const field = useRef(null);
  useEffect(() => {
    if (element.focus_on_load) field.current.focus();
  }, []);
  const dispatches = block.dispatch_action && (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]);
  const typed = (event) => {
    set(event.target.value || null);
    if (dispatches && dispatches.includes("on_character_entered")) surface.choose(block, element, event.target.value);
  };
  const pressed = (event) => {
    if (event.key !== "Enter" || element.multiline) return;
    event.preventDefault();
    if (dispatches && dispatches.includes("on_enter_pressed")) surface.choose(block, element, event.target.value);
    else surface.submit?.();
  };
  const props = {
    ...shared,
    ref: field,
    class: "field",
    value: held ?? "",
    maxlength: element.max_length,
    placeholder: element.placeholder ? plain(element.placeholder) : undefined,
    autocomplete: "off",
    spellcheck: false,
    onInput: typed,
    onKeyDown: pressed,
  };
  if (element.multiline) return html`<textarea ...${props} rows="4"></textarea>`;
  return html`<input type=${TYPED[element.type] === "number" ? "text" : TYPED[element.type]} ...${props} />`;
}
