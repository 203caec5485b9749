// The modal on top of the stack. It covers the Slack but not the world beside it, so that a
// sample key can still be taken while a form is open.
import { html } from "./html.js";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Blocks } from "./blocks.js";
import { Surface } from "./surface.js";
import { titleOf } from "./desk.js";
import { plain } from "./text.js";

// What one fills in; a modal with nothing of it is read, from its first line on.
const FIELDS = "textarea, input, select";

export function Modal({ desk }) {
  const view = desk.top();
  const depth = desk.picture.modals.length;
  const frame = useRef(null);
  const [busy, setBusy] = useState(false);
  // What is behind turns inert and loses its focus: it is noted at once, and given back later.
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (!frame.current.contains(before)) (frame.current.querySelector(FIELDS) ?? frame.current.querySelector(".modal-body")).focus();
    return () => requestAnimationFrame(() => before.isConnected && before.focus());
  }, []);
  // An update may need less room than the view before it: the modal keeps its height.
  useLayoutEffect(() => {
    frame.current.style.minHeight = `min(${frame.current.offsetHeight}px, 100%)`;
  });
  const submit = async () => {
    if (busy || !view.submit) return;
    setBusy(true);
    await desk.submit();
    setBusy(false);
  };
  const close = (whole) => desk.act({ do: "close", whole });
  // On the whole page: whoever pressed a button of the world has their focus out there.
  useEffect(() => {
    const escape = (event) => event.key === "Escape" && !desk.asking && close(false);
    document.addEventListener("keydown", escape);
    return () => document.removeEventListener("keydown", escape);
  }, []);
  const keys = (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
  };
  const surface = desk.surface({
    key: view.id,
    where: { id: view.id },
    blocks: view.blocks,
    values: view.state.values,
    errors: desk.errors?.by_block,
    submit,
  });
  return html`<div class="veil">
    <div class="modal" role="dialog" aria-labelledby="modal-title" ref=${frame} onKeyDown=${keys} inert=${Boolean(desk.asking)}
        data-callback=${view.callback_id}><form class="modal-form" noValidate onSubmit=${(event) => { event.preventDefault(); submit(); }}>
      <header class="modal-head">
        ${depth > 1 && html`<button type="button" class="modal-back" aria-label="Back" onClick=${() => close(false)}>←</button>`}
        <span class="avatar small app" aria-hidden="true"><img src="/static/icon.svg" alt="" /></span>
        <h2 id="modal-title">${titleOf(view)}</h2>
        <button type="button" class="modal-x" aria-label="Close" onClick=${() => close(depth > 1)}>✕</button>
      </header>
      <div class="modal-body" tabindex="0" role="region" aria-labelledby="modal-title">
        <${Surface.Provider} value=${surface}><${Blocks} blocks=${view.blocks} /><//>
      </div>
      <footer class="modal-foot">
        <button type="button" class="button" onClick=${() => close(false)}>${view.close ? plain(view.close) : "Cancel"}</button>
        ${view.submit && html`<button type="submit" class=${busy ? "button primary busy" : "button primary"} aria-busy=${busy} disabled=${view.submit_disabled}>${plain(view.submit)}</button>`}
      </footer>
    </form></div>
  </div>`;
}
