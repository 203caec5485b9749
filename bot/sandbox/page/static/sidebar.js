// Channels and the app, with a mark at what is unread.
import { html } from "./html.js";
import { Avatar } from "./avatar.js";

export function Sidebar({ desk }) {
  const { picture, furniture } = desk;
  const rooms = picture.channels.filter((one) => one.kind !== "im");
  const im = picture.channels.find((one) => one.kind === "im");
  const bot = picture.users[picture.bot.id];
  return html`<nav class="sidebar" aria-label="Channels">
    <h2 class="team">${picture.team.name}</h2>
    <h3>Channels</h3>
    <ul>${rooms.map((room) => html`<li key=${room.id}><${Item} desk=${desk} place=${room.id} unread=${desk.unread(room)}>
      <span class="sign" aria-hidden="true">${room.kind === "private" ? "🔒" : "#"}</span>${room.name}<//></li>`)}</ul>
    <h3>Apps</h3>
    <ul>${im && html`<li><${Item} desk=${desk} place=${appPlace(desk, im)} here=${["home", im.id].includes(desk.place)} unread=${desk.unread(im)}>
      <${Avatar} user=${bot} small />${furniture.app.name}<//></li>`}</ul>
    <div class="me"><${Avatar} user=${desk.me} small /><span>${desk.me.real_name}</span></div>
  </nav>`;
}

// Where a click on the app leads: to what is unread, else to its home if it has one.
function appPlace(desk, im) {
  return desk.furniture.app.home && !desk.unread(im) ? "home" : im.id;
}

function Item({ desk, place, here = desk.place === place, unread, children }) {
  return html`<button type="button" class=${unread ? "item unread" : "item"} aria-current=${here ? "page" : undefined}
    onClick=${() => desk.go(place)}>${children}
    ${unread > 0 && html`<span class="count">${unread}<span class="unseen"> unread</span></span>`}
  </button>`;
}
