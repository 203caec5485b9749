// Slack's question before a click that asks to be confirmed.
import { html } from "./html.js";
import { useEffect, useRef } from "preact/hooks";
import { plain } from "./text.js";

export function Confirm({ asking }) {
  const { confirm, settle } = asking;
  const no = useRef(null);
  useEffect(() => no.current.focus(), []);
  const style = confirm.style === "danger" ? "danger" : "primary";
  return html`<div class="veil over">
    <div class="modal small" role="alertdialog" aria-labelledby="confirm-title" aria-describedby="confirm-text"
        onKeyDown=${(event) => event.key === "Escape" && settle(false)}>
      <header class="modal-head"><h2 id="confirm-title">${plain(confirm.title)}</h2></header>
      <p class="modal-body" id="confirm-text">${plain(confirm.text)}</p>
      <footer class="modal-foot">
        <button type="button" class="button" ref=${no} onClick=${() => settle(false)}>${plain(confirm.deny)}</button>
        <button type="button" class=${`button ${style}`} onClick=${() => settle(true)}>${plain(confirm.confirm)}</button>
      </footer>
    </div>
  </div>`;
}
