// A text object: plain_text or mrkdwn.
import { withEmoji } from "./emoji.js";
import { mrkdwn, unescape } from "./mrkdwn.js";
import { useSurface } from "./surface.js";

export function plain(text) {
  const words = unescape(text?.text ?? "");
  return text?.emoji === false ? words : withEmoji(words);
}

export function Text({ of }) {
  const { names } = useSurface();
  return of.type === "mrkdwn" ? mrkdwn(of.text, names, of.verbatim) : plain(of);
}
