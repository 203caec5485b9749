// One message: who, when, what; its menu; and the mark that nobody else sees it.
import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { Blocks, Said } from "./blocks.js";
import { clock } from "./dates.js";
import { emoji } from "./emoji.js";
import { Menu } from "./menu.js";
import { Surface } from "./surface.js";

export function Message({ message, channel, desk, inThread, replies, openThread }) {
  const author = desk.picture.users[message.user] ?? { name: "unknown", real_name: "Unknown" };
  const surface = desk.surface({ key: `m${message.ts}`, where: { ts: message.ts }, blocks: message.blocks ?? [] });
  return html`<article class=${message.ephemeral ? "message whisper" : "message"} aria-label=${`Message from ${author.real_name}`} data-ts=${message.ts}>
    <${Avatar} user=${author} />
    <div class="message-main">
      <div class="message-head">
        <span class="author">${author.real_name}</span>
        ${author.is_bot && html`<span class="badge">APP</span>`}
        ${author.elsewhere && html`<span class="badge">ELSEWHERE</span>`}
        <time class="when">${clock(message.ts)}</time>
        ${message.edited && html`<span class="edited">(edited)</span>`}
      </div>
      ${message.ephemeral && html`<p class="only-you"><span aria-hidden="true">👁</span> Only visible to you</p>`}
      <${Surface.Provider} value=${surface}><${Body} message=${message} /><//>
      <${Reactions} message=${message} />
      ${!inThread && replies > 0 && html`<button type="button" class="replies" onClick=${openThread}>
        ${replies} ${replies === 1 ? "reply" : "replies"}</button>`}
    </div>
    <div class="message-tools">${tools({ message, channel, desk, inThread, openThread })}</div>
  </article>`;
}

function Body({ message }) {
  const attached = (message.attachments ?? []).map((one) => html`<div class=${`attachment ${one.color ?? ""}`}>
    ${one.blocks ? html`<${Blocks} blocks=${one.blocks} />` : html`<${Said} text=${one.text ?? one.fallback ?? ""} />`}
  </div>`);
  return html`${message.blocks?.length ? html`<${Blocks} blocks=${message.blocks} />` : message.text && html`<${Said} text=${message.text} />`}${attached}`;
}

function Reactions({ message }) {
  if (!message.reactions?.length) return null;
  return html`<div class="reactions">
    ${message.reactions.map((one) => html`<span class="reaction">${emoji(one.name) ?? one.name} ${one.count}</span>`)}
  </div>`;
}

function tools({ message, channel, desk, inThread, openThread }) {
  const ofMessages = desk.furniture.app.shortcuts.filter((one) => one.type === "message");
  const items = message.ephemeral ? [] : ofMessages.map((one) => ({
    label: one.name,
    note: desk.furniture.app.name,
    run: () => desk.act({ do: "shortcut", callback: one.callback_id, channel: channel.id, ts: message.ts }),
  }));
  if (!inThread && !message.ephemeral) items.unshift({ label: "Reply in thread", run: openThread });
  items.push({ label: "Copy text", run: () => navigator.clipboard.writeText(message.text ?? "") });
  return html`<${Menu} label="More actions" items=${items} />`;
}
