// Where one types: a message, or a slash command with its hint and its subcommands.
import { html } from "./html.js";
import { Menu } from "./menu.js";
import { useId, useRef, useState } from "preact/hooks";

// What could follow what stands there already: whole lines, with a note on each.
function offers(app, text) {
  if (!text.startsWith("/")) return [];
  const all = app.commands.flatMap((command) => [
    { line: command.command, note: `[${command.usage_hint ?? ""}] ${command.description}`, bare: true },
    ...app.words.map((word) => ({ line: `${command.command} ${word}`, note: "" })),
  ]);
  return all.filter((one) => one.line.startsWith(text) && one.line !== text);
}

function commandIn(app, text) {
  const [word, ...rest] = text.split(" ");
  const command = app.commands.find((one) => one.command === word);
  return command && { command: word, text: rest.join(" ").trim() };
}

export function Composer({ desk, channel, thread }) {
  const [text, setText] = useState("");
  const [marked, setMarked] = useState(-1);
  const field = useRef(null);
  const id = useId();
  const { app } = desk.furniture;
  const shown = thread ? [] : offers(app, text);
  const write = (value) => {
    setText(value);
    setMarked(-1);
  };
  const take = (offer) => {
    write(offer.bare ? `${offer.line} ` : offer.line);
    field.current.focus();
  };
  const send = async () => {
    const said = text.trim();
    if (!said) return;
    const command = commandIn(app, said);
    if (command && thread) return desk.note(`${command.command} is not supported in threads. Sorry!`);
    if (!command && said.startsWith("/")) return desk.note(`${said.split(" ")[0]} is not a valid command.`);
    write("");
    if (command) return desk.act({ do: "command", ...command, channel: channel.id });
    return desk.act({ do: "say", channel: channel.id, text: escaped(said), thread_ts: thread });
  };
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) {
      event.preventDefault();
      setMarked((marked + step + shown.length) % shown.length);
    } else if (event.key === "Tab" && !event.shiftKey && shown.length) {
      event.preventDefault();
      take(shown[Math.max(marked, 0)]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      const partial = shown.length && !commandIn(app, text);
      if (marked >= 0 || partial) take(shown[Math.max(marked, 0)]);
      else send();
    } else if (event.key === "Escape") write("");
  };
  const ofApp = app.shortcuts.filter((one) => one.type === "global");
  const shortcuts = ofApp.map((one) => ({ label: one.name, run: () => desk.act({ do: "shortcut", callback: one.callback_id }) }));
  const where = channel.kind === "im" ? app.name : `#${channel.name}`;
  return html`<form class="composer" onSubmit=${(event) => { event.preventDefault(); send(); }}>
    ${shown.length > 0 && html`<ul class="offers" role="listbox" id=${`${id}-offers`} aria-label="Commands">
      ${shown.map((offer, place) => html`<li role="option" id=${`${id}-${place}`} aria-selected=${place === marked}
        onPointerDown=${(event) => { event.preventDefault(); take(offer); }}><b>${offer.line}</b> <span>${offer.note}</span></li>`)}
    </ul>`}
    <textarea rows="1" ref=${field} value=${text} onInput=${(event) => write(event.target.value)} onKeyDown=${keys}
      aria-haspopup="listbox" aria-controls=${shown.length > 0 ? `${id}-offers` : undefined} aria-autocomplete="list"
      aria-activedescendant=${marked >= 0 ? `${id}-${marked}` : undefined}
      aria-label=${thread ? "Reply" : `Message ${where}`} placeholder=${thread ? "Reply…" : `Message ${where}, or type /`}></textarea>
    ${shortcuts.length > 0 && html`<${Menu} label="Shortcuts" items=${shortcuts}>⚡<//>`}
    <button type="submit" class="send" aria-label="Send" disabled=${!text.trim()}>➤</button>
  </form>`;
}

// What a person types is text; Slack's client escapes it before it is sent.
function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
