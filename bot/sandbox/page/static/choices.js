// Everything that holds a choice: selects (of options, people, channels), boxes, dates.
import { html } from "./html.js";
import { useId } from "preact/hooks";
import { useSurface } from "./surface.js";
import { Text, plain } from "./text.js";

const KINDS = {
  static_select: Select,
  users_select: Select,
  channels_select: Select,
  conversations_select: Select,
  multi_static_select: MultiSelect,
  multi_users_select: MultiSelect,
  multi_channels_select: MultiSelect,
  multi_conversations_select: MultiSelect,
  checkboxes: Checkboxes,
  radio_buttons: Radios,
  datepicker: picker("date"),
  timepicker: picker("time"),
  datetimepicker: DateTime,
};

export const hasChoice = (element) => element.type in KINDS;

export function Choice({ element, ...rest }) {
  const Kind = KINDS[element.type];
  return html`<${Kind} element=${element} ...${rest} />`;
}

// The options of any select, in groups: [label, [[value, text], …]].
function groupsOf(element, surface) {
  if (element.type.endsWith("users_select")) return [["", surface.people()]];
  if (element.type.endsWith("channels_select")) return [["", surface.channels()]];
  if (element.type.endsWith("conversations_select")) {
    return [["", [...surface.channels(element.filter), ...surface.people(element.filter)]]];
  }
  const groups = element.option_groups ?? [{ label: null, options: element.options }];
  return groups.map((group) => [
    group.label ? plain(group.label) : "",
    group.options.map((option) => [option.value, plain(option.text)]),
  ]);
}

function options(groups) {
  const draw = ([value, text]) => html`<option value=${value}>${text}</option>`;
  return groups.map(([label, list]) =>
    label ? html`<optgroup label=${label}>${list.map(draw)}</optgroup>` : list.map(draw));
}

function Select({ element, held, choose, label, ...rest }) {
  const groups = groupsOf(element, useSurface());
  const placeholder = element.placeholder ? plain(element.placeholder) : "Select an item";
  return html`<select class=${held ? "select" : "select blank"} aria-label=${rest.id ? undefined : label} ...${rest}
      value=${held ?? ""} onChange=${(event) => choose(event.target.value || null)}>
    <option value="">${placeholder}</option>
    ${options(groups)}
  </select>`;
}

function MultiSelect({ element, held, choose, label, ...rest }) {
  const groups = groupsOf(element, useSurface());
  const chosen = (event) => [...event.target.selectedOptions].map((option) => option.value);
  const draw = ([value, text]) => html`<option value=${value} selected=${(held ?? []).includes(value)}>${text}</option>`;
  return html`<select multiple class="select many" size="4" aria-label=${rest.id ? undefined : label} ...${rest}
      onChange=${(event) => choose(chosen(event))}>
    ${groups.map(([title, list]) => (title ? html`<optgroup label=${title}>${list.map(draw)}</optgroup>` : list.map(draw)))}
  </select>`;
}

function Checkboxes({ element, held, choose, label }) {
  const ticked = held ?? [];
  const toggle = (value) =>
    choose(ticked.includes(value) ? ticked.filter((one) => one !== value) : [...ticked, value]);
  return html`<${Boxes} kind="checkbox" element=${element} label=${label}
    on=${(value) => ticked.includes(value)} toggle=${toggle} />`;
}

function Radios({ element, held, choose, label }) {
  return html`<${Boxes} kind="radio" element=${element} label=${label}
    on=${(value) => held === value} toggle=${choose} />`;
}

function Boxes({ kind, element, label, on, toggle }) {
  const name = useId();
  return html`<div class="boxes" role=${kind === "radio" ? "radiogroup" : "group"} aria-label=${label}>
    ${element.options.map((option) => html`<label class="box" key=${option.value}>
      <input type=${kind} name=${name} checked=${on(option.value)} onChange=${() => toggle(option.value)} />
      <span><${Text} of=${option.text} />
        ${option.description && html`<small><${Text} of=${option.description} /></small>`}</span>
    </label>`)}
  </div>`;
}

function picker(type) {
  return ({ held, choose, label, element, ...rest }) =>
    html`<input type=${type} class="field" aria-label=${rest.id ? undefined : label} ...${rest}
      value=${held ?? ""} onChange=${(event) => choose(event.target.value || null)} />`;
}

function DateTime({ held, choose, label, element, ...rest }) {
  const local = held ? new Date((held - new Date().getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 16) : "";
  const read = (text) => (text ? Math.floor(new Date(text).getTime() / 1000) : null);
  return html`<input type="datetime-local" class="field" aria-label=${rest.id ? undefined : label} ...${rest}
    value=${local} onChange=${(event) => choose(read(event.target.value))} />`;
}
