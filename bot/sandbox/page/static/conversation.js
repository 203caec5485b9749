// A channel (or the app's home): its head, its messages, its composer.
import { html } from "./html.js";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Blocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { Message } from "./message.js";
import { Surface } from "./surface.js";

export function Conversation({ desk }) {
  if (desk.place === "home") return html`<${Home} desk=${desk} />`;
  const channel = desk.channel(desk.place);
  return html`<section class="conversation" aria-label=${titleOf(desk, channel)}>
    <header class="head"><h2>${titleOf(desk, channel)}</h2>
      ${channel.kind === "im" && html`<${AppTabs} desk=${desk} />`}
      <span class="quiet">${about(desk, channel)}</span></header>
    <${Messages} desk=${desk} channel=${channel} key=${channel.id} />
    ${channel.kind === "im" && desk.furniture.app.read_only
      ? html`<p class="read-only">Sending messages to this app has been turned off.</p>`
      : html`<${Composer} desk=${desk} channel=${channel} key=${`c${channel.id}`} />`}
  </section>`;
}

function AppTabs({ desk }) {
  if (!desk.furniture.app.home) return null;
  const im = desk.picture.channels.find((one) => one.kind === "im");
  const tab = (place, title) => html`<button type="button" class="app-tab" aria-current=${desk.place === place ? "page" : undefined}
    onClick=${() => desk.go(place)}>${title}</button>`;
  return html`<span class="app-tabs">${tab("home", "Home")}${tab(im.id, "Messages")}</span>`;
}

function titleOf(desk, channel) {
  return channel.kind === "im" ? desk.furniture.app.name : `#${channel.name}`;
}

function about(desk, channel) {
  if (channel.kind === "im") return "Direct messages from the app";
  const kind = channel.kind === "private" ? "Private, " : "";
  const without = channel.members.includes(desk.picture.bot.id) ? "" : ", the app is not in it";
  return `${kind}${channel.members.length} members${without}`;
}

function Messages({ desk, channel }) {
  const list = useRef(null);
  const shown = channel.messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts);
  const last = channel.messages.at(-1)?.ts;
  useLayoutEffect(() => {
    list.current.scrollTop = list.current.scrollHeight;
  }, [last]);
  const replies = (ts) => channel.messages.filter((one) => one.thread_ts === ts && one.ts !== ts).length;
  return html`<div class="messages" ref=${list} role="log" tabindex="0" aria-label=${`Messages in ${titleOf(desk, channel)}`}>
    ${shown.length === 0 && html`<${Empty} desk=${desk} channel=${channel} />`}
    ${shown.map((message) => html`<${Message} key=${message.ts} desk=${desk} channel=${channel} message=${message}
      replies=${replies(message.ts)} openThread=${() => desk.openThread(message.ts)} />`)}
  </div>`;
}

function Empty({ desk, channel }) {
  const [command] = desk.furniture.app.commands;
  if (channel.kind === "im") return html`<p class="empty">Nothing here yet. What the app has for you alone comes here: the result of a check that you closed, a warning of a key that you posted.</p>`;
  return html`<div class="empty"><p class="empty-title">This is #${channel.name}</p>
    <p>Type <code>${command?.command}</code> below, or let the tour on the right show you around.</p></div>`;
}

function Home({ desk }) {
  const home = desk.picture.home;
  const surface = home && desk.surface({ key: home.id, where: { id: home.id }, blocks: home.blocks, values: home.state.values });
  return html`<section class="conversation" aria-label="App Home">
    <header class="head"><h2>${desk.furniture.app.name}</h2><${AppTabs} desk=${desk} /></header>
    <div class="messages home" tabindex="0" role="group" aria-label="What the app shows">
      ${home
        ? html`<${Surface.Provider} value=${surface}><${Blocks} blocks=${home.blocks} /><//>`
        : html`<p class="empty">The app has not published a home for you yet.</p>`}
    </div>
  </section>`;
}
