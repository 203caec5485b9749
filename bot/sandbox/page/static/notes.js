// What Slack itself says when something failed.
import { html } from "./html.js";

export function Notes({ desk }) {
  return html`<div class="notes" role="status" aria-live="polite">
    ${desk.notes.map((note) => html`<p class="note">${note.text}
      <button type="button" aria-label="Dismiss" onClick=${() => desk.dismiss(note)}>✕</button></p>`)}
  </div>`;
}
