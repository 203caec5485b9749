// The sample keys: copy one, or have the form filled in with all that belongs to it.
import { html } from "./html.js";
import { useState } from "preact/hooks";

export function Keys({ desk }) {
  return html`<h2>Sample keys</h2>
    <p class="lead">One for each of the ten causes, and one that works. All are invented; the local OpenAI knows them.</p>
    <ul class="samples">${desk.furniture.samples.map((sample) => html`<${Sample} key=${sample.cause} sample=${sample} desk=${desk} />`)}</ul>`;
}

function Sample({ sample, desk }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(sample.paste);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  const also = Object.entries(sample.inputs).filter(([name]) => name !== "key");
  return html`<li class="sample" data-cause=${sample.cause}>
    <p class="sample-title">${sample.title}</p>
    <code class="sample-key">${shortened(sample.paste)}</code>
    ${also.map(([name, value]) => html`<p class="sample-also">${name.replace("_", " ")}: ${value}</p>`)}
    <div class="sample-tools">
      <button type="button" class="button slim" aria-label=${`Copy: ${sample.title}`} onClick=${copy}>${copied ? "Copied" : "Copy"}</button>
      <button type="button" class="button slim" aria-label=${`Fill in: ${sample.title}`} onClick=${() => desk.fill(sample)}>Fill in</button>
    </div>
  </li>`;
}

function shortened(paste) {
  return paste.length > 38 ? `${paste.slice(0, 30)}…${paste.slice(-6)}` : paste;
}
