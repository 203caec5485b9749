// Preact's `h` as a template tag: what looks like markup in these files.
import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);
