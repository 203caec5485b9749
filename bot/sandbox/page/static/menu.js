// A small menu behind a button: arrows move, Escape closes, focus comes back.
import { html } from "./html.js";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export function Menu({ label, items, children, kind = "dots" }) {
  const [open, setOpen] = useState(false);
  const frame = useRef(null);
  const opener = useRef(null);
  // Upwards where there is no room below: the list of messages would cut it off.
  useLayoutEffect(() => {
    if (!open) return;
    const list = frame.current.querySelector("[role=menu]");
    const bottom = frame.current.closest(".messages, .modal-body")?.getBoundingClientRect().bottom ?? innerHeight;
    list.classList.toggle("up", list.getBoundingClientRect().bottom > bottom);
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    frame.current.querySelector("[role=menuitem]")?.focus();
    const outside = (event) => frame.current?.contains(event.target) || setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const keys = (event) => {
    if (!open) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...frame.current.querySelectorAll("[role=menuitem]")];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  };
  const pick = (item) => {
    close();
    item.run();
  };
  return html`<div class="menu" ref=${frame} onKeyDown=${keys}>
    <button type="button" class=${`menu-opener ${kind}`} ref=${opener} aria-haspopup="menu" aria-expanded=${open}
      aria-label=${label} title=${label} onClick=${() => setOpen(!open)}>${children ?? "⋯"}</button>
    ${open && html`<div class="menu-list" role="menu" aria-label=${label}>
      ${items.map((item) => html`<button type="button" role="menuitem" onClick=${() => pick(item)}>
        ${item.label}${item.note && html`<small>${item.note}</small>`}</button>`)}
    </div>`}
  </div>`;
}
