/**
 * Creates an element. Strings are always text and never parsed as HTML.
 * @param {string} name
 * @param {Record<string, unknown>} properties DOM properties; `aria-…`, `data-…`, `role`, `for` and `dir` as attributes
 * @param {...(Node | string)} children
 */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (/^(aria-|data-|role$|for$|dir$)/.test(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** Creates an icon from one SVG path, 24 by 24. @param {string} path */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const icons = {
  chat: "M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12L20 4l-5 16-3.5-6.500L4 12Z",
  attach: "M8 12.500l6.500-6.500a3 3 0 0 1 4.200 4.200l-8.500 8.500a5 5 0 0 1-7-7L11 4",
};

const address = /https:\/\/[^\s<>"'`]+/g;
/** Punctuation that ends a sentence and not a URL. */
const trailing = /[.,;:!?)\]}'"…।۔،]+$/u;

/** A text whose `https` URLs are links. Everything else is plain text. @param {string} text */
export function withLinks(text) {
  return parts(text).map(({ part, url }) =>
    url === undefined ? part : make("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, part),
  );
}

/** @param {string} text @returns {{ part: string, url?: string }[]} all of the text, in order */
export function parts(text) {
  const found = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const part = match[0].replace(trailing, "");
    if (!URL.canParse(part)) continue;
    found.push({ part: text.slice(from, match.index) }, { part, url: part });
    from = match.index + part.length;
  }
  return [...found, { part: text.slice(from) }].filter(({ part }) => part !== "");
}
