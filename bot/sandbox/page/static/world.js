// The world beside the Slack, in four tabs.
import { html } from "./html.js";
import { Keys } from "./keys.js";
import { Switches } from "./switches.js";
import { Tour } from "./tour.js";
import { WireLog } from "./wire_log.js";

const TABS = [
  ["tour", "Tour", Tour],
  ["keys", "Keys", Keys],
  ["outside", "Outside", Switches],
  ["wire", "Wire", WireLog],
];

export function World({ desk }) {
  const [, , Shown] = TABS.find(([name]) => name === desk.tab);
  const keys = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const place = TABS.findIndex(([name]) => name === desk.tab);
    const [next] = TABS.at((place + step) % TABS.length);
    desk.show({ tab: next });
    document.getElementById(`tab-${next}`).focus();
  };
  return html`<section class="world" aria-label="The world">
    <div class="tabs" role="tablist" aria-label="The world" onKeyDown=${keys}>
      ${TABS.map(([name, title]) => html`<button type="button" role="tab" id=${`tab-${name}`} aria-selected=${desk.tab === name}
        aria-controls="world-panel" tabindex=${desk.tab === name ? 0 : -1} onClick=${() => desk.show({ tab: name })}>${title}</button>`)}
    </div>
    <div class="world-panel" id="world-panel" role="tabpanel" tabindex="0" aria-labelledby=${`tab-${desk.tab}`}>
      <${Shown} desk=${desk} />
    </div>
  </section>`;
}
