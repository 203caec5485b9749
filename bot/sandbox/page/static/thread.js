// A thread beside its channel.
import { html } from "./html.js";
import { useEffect, useRef } from "preact/hooks";
import { Composer } from "./composer.js";
import { Message } from "./message.js";

export function Thread({ desk }) {
  const channel = desk.channel(desk.place);
  const close = useRef(null);
  useEffect(() => close.current.focus(), []);
  const messages = channel.messages.filter((one) => one.ts === desk.thread || one.thread_ts === desk.thread);
  return html`<section class="thread" aria-label="Thread">
    <header class="head"><h2>Thread</h2><span class="quiet">#${channel.name}</span>
      <button type="button" class="close" ref=${close} aria-label="Close the thread" onClick=${() => desk.openThread(null)}>✕</button>
    </header>
    <div class="messages" role="log" tabindex="0" aria-label="Messages in the thread">
      ${messages.map((message) => html`<${Message} key=${message.ts} desk=${desk} channel=${channel} message=${message} inThread />`)}
    </div>
    <${Composer} desk=${desk} channel=${channel} thread=${desk.thread} />
  </section>`;
}
