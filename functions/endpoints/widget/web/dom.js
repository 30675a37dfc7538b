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
  phone: "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2Z",
  hangUp:
    "M3 15v-2c5-4.500 13-4.500 18 0v2a1 1 0 0 1-1.200 1l-3.300-.700a1 1 0 0 1-.800-1v-2a12 12 0 0 0-7.400 0v2a1 1 0 0 1-.800 1l-3.300.700A1 1 0 0 1 3 15Z",
  microphone: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6",
  microphoneOff:
    "M3 3l18 18M9 9v2a3 3 0 0 0 5 2M15 10V6a3 3 0 0 0-5.700-1.300M6 11a6 6 0 0 0 10 4.500M18 11c0 .700-.100 1.400-.300 2M12 17v4M9 21h6",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
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
