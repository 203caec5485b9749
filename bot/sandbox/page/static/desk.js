// What one person has before them: the newest picture, where they are in it, and what they
// have entered but not sent. Components read it and ask it; it tells the page to draw again.
import { Drafts, elementsIn } from "./surface.js";
import { plain } from "./text.js";
import { Wire } from "./wire.js";

const KEPT_LOG = 400;
const MODAL_WAIT_MS = 4000;
const NOTE_MS = 8000;

export class Desk {
  constructor(changed) {
    this.changed = changed;
    this.connected = false;
    this.furniture = null;
    this.picture = null;
    this.switches = [];
    this.log = [];
    this.notes = [];
    this.read = new Map();
    this.errors = null; // { view, hash, by_block }
    this.asking = null; // a confirmation that waits for its answer
    this.place = null; // a channel's id, or "home"
    this.thread = null;
    this.side = "slack"; // what a narrow screen shows
    this.tab = "tour";
    this.step = 0;
    this.drafts = new Drafts(changed);
    this.waiters = new Set();
    this.wire = new Wire((message) => this.hear(message));
    const me = sessionStorage.getItem("me");
    if (me) this.wire.me = me;
  }

  hear(message) {
    if ("connected" in message) this.connected = message.connected;
    if (message.furniture) {
      this.furniture = message.furniture;
      this.log = [];
    }
    if (message.picture) {
      this.picture = message.picture;
      this.switches = message.switches;
      this.log = [...this.log, ...message.log].slice(-KEPT_LOG);
      this.settle();
    }
    this.changed();
  }

  settle() {
    const { channels } = this.picture;
    const there = this.place === "home" || channels.some((one) => one.id === this.place);
    if (!there) this.go(channels[0].id);
    for (const one of channels) if (!this.read.has(one.id)) this.markRead(one);
    const here = channels.find((one) => one.id === this.place);
    if (here) this.markRead(here);
    if (this.errors && this.top()?.hash !== this.errors.hash) this.errors = null;
    for (const waiter of [...this.waiters]) waiter();
  }

  markRead(channel) {
    this.read.set(channel.id, channel.messages.at(-1)?.ts ?? "0");
  }

  unread(channel) {
    return channel.messages.filter((one) => Number(one.ts) > Number(this.read.get(channel.id) ?? 0)).length;
  }

  get me() {
    return this.picture.users[this.picture.me];
  }

  top() {
    return this.picture?.modals.at(-1) ?? null;
  }

  channel(nameOrId) {
    return this.picture.channels.find((one) => one.id === nameOrId || one.name === nameOrId);
  }

  // Moving about

  go(place) {
    const channel = place === "home" ? null : this.channel(place);
    this.place = channel ? channel.id : place;
    this.thread = null;
    this.side = "slack";
    if (channel) this.markRead(channel);
    if (place === "home") this.act({ do: "open_home" });
    this.changed();
  }

  openThread(ts) {
    this.thread = ts;
    this.changed();
  }

  show(fields) {
    Object.assign(this, fields);
    this.changed();
  }

  become(name) {
    sessionStorage.setItem("me", name);
    this.thread = null;
    this.read.clear();
    this.wire.become(name);
  }

  // Doing things

  async act(deed) {
    const answer = await this.wire.act(deed);
    if (answer.failed) this.note(complaint(deed, answer.failed));
    return answer;
  }

  note(text) {
    const note = { text };
    this.notes = [...this.notes, note];
    setTimeout(() => this.dismiss(note), NOTE_MS);
    this.changed();
  }

  dismiss(note) {
    this.notes = this.notes.filter((one) => one !== note);
    this.changed();
  }

  sure(confirm) {
    if (!confirm) return Promise.resolve(true);
    return new Promise((settle) => {
      this.asking = { confirm, settle: (sure) => { this.asking = null; this.changed(); settle(sure); } };
      this.changed();
    });
  }

  async submit() {
    const view = this.top();
    const answer = await this.act({ do: "submit", values: this.drafts.of(view.id, view.blocks) });
    const wrong = Object.keys(answer.errors ?? {}).length > 0;
    this.errors = wrong ? { hash: this.top()?.hash, by_block: answer.errors } : null;
    this.changed();
  }

  // Fills the form with a sample key; opens the form first where none is open.
  async fill(sample) {
    this.side = "slack";
    if (!keyField(this.top())) {
      const [command] = this.furniture.app.commands;
      const channel = this.place === "home" ? this.picture.channels[0].id : this.place;
      await this.act({ do: "command", command: command.command, text: "check", channel });
      await this.until(() => keyField(this.top()));
    }
    const view = this.top();
    for (const block of keyField(view) ? view.blocks : []) {
      for (const element of elementsIn(block)) {
        this.drafts.set(view.id, block.block_id, element.action_id, choosable(element, sample.inputs[element.action_id]));
      }
    }
  }

  until(met) {
    return new Promise((settle) => {
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(look);
        settle();
      };
      const look = () => met() && done();
      const timer = setTimeout(done, MODAL_WAIT_MS);
      this.waiters.add(look);
      look();
    });
  }

  // What the blocks of a message, a modal or App Home need to know and to do.
  surface({ key, where, blocks, values, errors, submit }) {
    const place = (block, element) => ({ block: block.block_id, action: element.action_id });
    const drafts = () => (where.id ? this.drafts.of(key, blocks) : undefined);
    return {
      names: this.names(),
      errors,
      submit,
      sure: (confirm) => this.sure(confirm),
      state: (block, element) => values?.[block.block_id]?.[element.action_id],
      draft: (block, element) => this.drafts.get(key, block.block_id, element.action_id),
      setDraft: (block, element, value) => this.drafts.set(key, block.block_id, element.action_id, value),
      click: (block, element) =>
        this.act({ do: "click", ...place(block, element), value: element.value, where, values: drafts() }),
      choose: (block, element, choice) =>
        this.act({ do: "choose", ...place(block, element), choice, where, values: drafts() }),
      people: (filter) => this.people(filter),
      channels: (filter) => this.rooms(filter),
    };
  }

  names() {
    return {
      user: (id) => this.picture.users[id]?.name,
      channel: (id) => this.channel(id)?.name,
      group: (id) => this.picture.usergroups[id] ?? id,
    };
  }

  people(filter) {
    if (filter?.include && !filter.include.includes("im")) return [];
    const all = Object.values(this.picture.users);
    return all.filter((one) => !(filter?.exclude_bot_users && one.is_bot)).map((one) => [one.id, `@${one.name}`]);
  }

  rooms(filter) {
    const rooms = this.picture.channels.filter((one) => one.kind !== "im");
    return rooms.filter((one) => !filter?.include || filter.include.includes(one.kind)).map((one) => [one.id, `#${one.name}`]);
  }
}

function keyField(view) {
  return view?.blocks.some((block) => elementsIn(block).some((one) => one.action_id === "key"));
}

// A draft for one field of the form: nothing where a menu does not offer what the sample wants.
function choosable(element, value) {
  if (value === undefined || !element.options) return value;
  return element.options.some((option) => option.value === value) ? value : undefined;
}

function complaint(deed, error) {
  const what = deed.command ?? (deed.do === "switch" ? "The switch" : "openai-diagnose");
  const meaning = {
    operation_timeout: "it did not answer within three seconds",
    dispatch_failed: "Slack could not reach it",
  }[error];
  return `${what} failed with the error “${error}”${meaning ? `: ${meaning}` : ""}.`;
}

export function titleOf(view) {
  return plain(view.title);
}
