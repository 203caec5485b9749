// The page: a top bar, a small Slack, and the world beside it.
import { render } from "preact";
import { useReducer, useState } from "preact/hooks";
import { Confirm } from "./confirm.js";
import { Conversation } from "./conversation.js";
import { Desk } from "./desk.js";
import { html } from "./html.js";
import { loadEmoji } from "./emoji.js";
import { Modal } from "./modal.js";
import { Notes } from "./notes.js";
import { Sidebar } from "./sidebar.js";
import { Thread } from "./thread.js";
import { TopBar } from "./top_bar.js";
import { World } from "./world.js";

function App() {
  const [, draw] = useReducer((count) => count + 1, 0);
  const [desk] = useState(() => new Desk(draw));
  if (!desk.picture || !desk.furniture) return html`<main class="waiting"><p>Connecting to the sandbox …</p></main>`;
  const covered = Boolean(desk.top() || desk.asking);
  return html`<div class="page" data-side=${desk.side} data-thread=${desk.thread ? "open" : ""}>
    <${TopBar} desk=${desk} />
    <main>
    <section class="slack" aria-label="Slack">
      <div class="slack-body" inert=${covered}>
        <${Sidebar} desk=${desk} />
        <${Conversation} desk=${desk} />
        ${desk.thread && html`<${Thread} desk=${desk} key=${desk.thread} />`}
      </div>
      ${desk.top() && html`<${Modal} desk=${desk} key=${desk.top().id} />`}
      ${desk.asking && html`<${Confirm} asking=${desk.asking} />`}
      <${Notes} desk=${desk} />
    </section>
    <${World} desk=${desk} />
    </main>
  </div>`;
}

await loadEmoji();
render(html`<${App} />`, document.getElementById("app"));
