// The `markdown` block: standard Markdown. marked reads it; drawing its tokens ourselves keeps
// whatever HTML stands in it inert.
import { marked } from "marked";
import { html } from "./html.js";
import { link } from "./mrkdwn.js";

const DRAW = {
  space: () => null,
  hr: () => html`<hr />`,
  heading: (token) => html`<p class="md-heading"><strong>${many(token.tokens)}</strong></p>`,
  paragraph: (token) => html`<p>${many(token.tokens)}</p>`,
  blockquote: (token) => html`<blockquote>${many(token.tokens)}</blockquote>`,
  list: (token) => html`<${token.ordered ? "ol" : "ul"}>${many(token.items)}<//>`,
  list_item: (token) => html`<li>${many(token.tokens)}</li>`,
  code: (token) => html`<pre>${token.text}</pre>`,
  codespan: (token) => html`<code>${token.text}</code>`,
  strong: (token) => html`<strong>${many(token.tokens)}</strong>`,
  em: (token) => html`<em>${many(token.tokens)}</em>`,
  del: (token) => html`<s>${many(token.tokens)}</s>`,
  br: () => html`<br />`,
  link: (token) => link(token.href, many(token.tokens)),
  image: (token) => link(token.href, token.text),
  table: (token) => table(token),
  text: (token) => (token.tokens ? many(token.tokens) : token.text),
  escape: (token) => token.text,
};

function many(tokens) {
  return tokens.map((token) => (DRAW[token.type] ?? ((other) => other.raw))(token));
}

function table(token) {
  const cells = (row, tag) => row.map((cell) => html`<${tag}>${many(cell.tokens)}<//>`);
  return html`<table>
    <thead><tr>${cells(token.header, "th")}</tr></thead>
    <tbody>${token.rows.map((row) => html`<tr>${cells(row, "td")}</tr>`)}</tbody>
  </table>`;
}

export function markdown(text) {
  return many(marked.lexer(text));
}
