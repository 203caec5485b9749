// What stands around a block: whose names it may use, what its inputs hold, and where a click
// in it goes. A surface is a message, a modal or App Home.
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export const Surface = createContext(null);
export const useSurface = () => useContext(Surface);

// The field of `state.values` that each kind of element keeps its value in.
const HELD = {
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  users_select: "selected_user",
  channels_select: "selected_channel",
  conversations_select: "selected_conversation",
  multi_static_select: "selected_options",
  checkboxes: "selected_options",
  multi_users_select: "selected_users",
  multi_channels_select: "selected_channels",
  multi_conversations_select: "selected_conversations",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
};
const INITIAL = {
  selected_option: "initial_option",
  selected_user: "initial_user",
  selected_channel: "initial_channel",
  selected_conversation: "initial_conversation",
  selected_options: "initial_options",
  selected_users: "initial_users",
  selected_channels: "initial_channels",
  selected_conversations: "initial_conversations",
  selected_date: "initial_date",
  selected_time: "initial_time",
  selected_date_time: "initial_date_time",
  value: "initial_value",
};

// What an element holds before anybody touches it, as the plain value that deeds carry.
export function heldBy(element, state) {
  const field = HELD[element.type] ?? "value";
  const held = state?.[field] ?? element[INITIAL[field]] ?? null;
  if (Array.isArray(held)) return held.map((one) => one?.value ?? one);
  return held?.value ?? held;
}

// What was entered and not yet sent, for all surfaces of the page: it outlives every picture.
export class Drafts {
  constructor(changed) {
    this.changed = changed;
    this.values = new Map();
  }

  get(surface, block, action) {
    return this.values.get(JSON.stringify([surface, block, action]));
  }

  set(surface, block, action, value) {
    this.values.set(JSON.stringify([surface, block, action]), value);
    this.changed();
  }

  // All that one surface would send along, for blocks that still stand there.
  of(surface, blocks) {
    const values = {};
    for (const block of blocks) {
      for (const element of elementsIn(block)) {
        const value = this.get(surface, block.block_id, element.action_id);
        if (value !== undefined) values[`${block.block_id}/${element.action_id}`] = value;
      }
    }
    return values;
  }
}

export function elementsIn(block) {
  const found = block.type === "actions" ? [...block.elements] : [];
  return [...found, block.accessory, block.element].filter((one) => one && one.type !== "image");
}
