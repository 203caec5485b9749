// Emoji by Slack's names. The list is emojibase's copy of the names that Slack uses.

const names = new Map();

export async function loadEmoji() {
  const answer = await fetch("/vendor/emojibase/iamcal.json");
  for (const [hex, given] of Object.entries(await answer.json())) {
    const points = hex.split("-").map((point) => parseInt(point, 16));
    // Without the variation selector an old symbol is drawn as text: ❤ and not ❤️.
    const symbol = String.fromCodePoint(...points);
    const asText = points.length === 1 && !/\p{Emoji_Presentation}/u.test(symbol);
    for (const name of [].concat(given)) names.set(name, asText ? `${symbol}\ufe0f` : symbol);
  }
}

export function emoji(name) {
  return names.get(name);
}

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => names.get(name) ?? whole);
}
