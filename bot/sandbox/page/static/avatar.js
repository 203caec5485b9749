// A person's picture: their first letters on a colour of their own.
import { html } from "./html.js";

export function Avatar({ user, small }) {
  const size = small ? "avatar small" : "avatar";
  if (user.is_bot) return html`<span class=${`${size} app`} aria-hidden="true"><img src="/static/icon.svg" alt="" /></span>`;
  const letters = user.real_name.split(" ").map((word) => word[0]).join("").slice(0, 2);
  const tint = [...user.name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5;
  return html`<span class=${`${size} tint-${tint}`} aria-hidden="true">${letters}</span>`;
}
