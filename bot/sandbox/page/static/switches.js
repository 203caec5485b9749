// The switches of the outside, in their groups.
import { html } from "./html.js";

export function Switches({ desk }) {
  const groups = [...new Set(desk.switches.map((one) => one.group))];
  return html`<h2>The outside</h2>
    <p class="lead">What the bot depends on can go wrong here, as it does out there.</p>
    ${groups.map((group) => html`<section key=${group} class="switch-group"><h3>${group}</h3>
      ${desk.switches.filter((one) => one.group === group && "on" in one).map((one) => html`<${Switch} key=${one.name} one=${one} desk=${desk} />`)}
      <div class="presses">${desk.switches.filter((one) => one.group === group && !("on" in one)).map((one) => html`<button type="button"
        key=${one.name} class="button slim" onClick=${() => desk.act({ do: "switch", name: one.name })}>${one.title}</button>`)}</div>
    </section>`)}`;
}

function Switch({ one, desk }) {
  const flip = () => desk.act({ do: "switch", name: one.name, on: !one.on });
  return html`<button type="button" class="switch" role="switch" aria-checked=${one.on} onClick=${flip}>
    <span class="switch-text"><b>${one.title}</b><small>${one.detail}</small></span>
    <span class="switch-track" aria-hidden="true"></span>
  </button>`;
}
