// What went over the wire, newest first; secrets were masked before they came here.
import { html } from "./html.js";
import { clock } from "./dates.js";

const SIDES = { web_api: "bot → Slack", response_url: "bot → Slack", openai: "bot → OpenAI" };

export function WireLog({ desk }) {
  return html`<h2>On the wire</h2>
    <p class="lead">Every payload, newest first. Secrets are masked.</p>
    <ol class="wire" reversed>${[...desk.log].reverse().map((entry) => html`<${Entry} key=${entry.number} entry=${entry} />`)}</ol>
    ${desk.log.length === 0 && html`<p class="lead">Nothing yet.</p>`}`;
}

function Entry({ entry }) {
  const took = entry.seconds ? ` · ${Math.round(entry.seconds * 1000)} ms` : "";
  return html`<li><details>
    <summary><b>${entry.name}</b>${entry.error && html`<span class="wire-error">${entry.error}</span>`}
      <span class="quiet">${SIDES[entry.kind] ?? "Slack → bot"} · ${clock(entry.at)}${took}</span></summary>
    <pre tabindex="0" role="group" aria-label=${`${entry.name}: sent`}>${JSON.stringify(entry.sent, null, 1)}</pre>
    <pre tabindex="0" role="group" aria-label=${`${entry.name}: answer`}>${JSON.stringify(entry.answer, null, 1)}</pre>
  </details></li>`;
}
