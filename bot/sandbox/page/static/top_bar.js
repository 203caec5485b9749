// Says what this is, and who one acts as.
import { html } from "./html.js";
import { useState } from "preact/hooks";

const NEXT = { auto: "light", light: "dark", dark: "auto" };
const MARKS = { auto: "◐", light: "☀", dark: "☾" };

function apply(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

let saved = localStorage.getItem("theme") ?? "auto";
apply(saved);

function role(user) {
  if (user.elsewhere) return "another workspace";
  return user.is_admin ? "admin" : "member";
}

export function TopBar({ desk }) {
  const [theme, setTheme] = useState(saved);
  const turn = () => {
    saved = NEXT[theme];
    localStorage.setItem("theme", saved);
    apply(saved);
    setTheme(saved);
  };
  const people = Object.values(desk.picture.users).filter((user) => !user.is_bot);
  const sides = [["slack", "Slack"], ["world", "World"]];
  return html`<header class="top-bar">
    <h1><img src="/static/icon.svg" alt="" width="22" height="22" />openai-diagnose</h1>
    <span class="sandbox-mark">Sandbox</span>
    <span class=${desk.connected ? "promise" : "promise lost"} aria-live="polite">${desk.connected
      ? "The real bot in a local Slack. Nothing leaves this machine."
      : "The sandbox has stopped. Start it again and this page goes on."}</span>
    <nav class="sides" aria-label="What to show">
      ${sides.map(([side, title]) => html`<button type="button" aria-pressed=${desk.side === side}
        onClick=${() => desk.show({ side })}>${title}</button>`)}
    </nav>
    <label class="acting">Act as
      <select value=${desk.me.name} onChange=${(event) => desk.become(event.target.value)}>
        ${people.map((user) => html`<option value=${user.name}>${user.real_name} (${role(user)})</option>`)}
      </select>
    </label>
    <button type="button" class="theme" onClick=${turn} title=${`Theme: ${theme}`} aria-label=${`Theme: ${theme}`}>${MARKS[theme]}</button>
  </header>`;
}
