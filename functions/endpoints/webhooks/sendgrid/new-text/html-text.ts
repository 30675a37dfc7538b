import { convert, type HtmlToTextOptions } from "html-to-text";
import { maxMailCharacters } from "./new-text.ts";

/** Limits the cost of hostile HTML, which grows with its tags. Five thousand take under 50 ms; real mails rarely have more. */
const maxTags = 5_000;
const maxHtmlCharacters = maxMailCharacters * 5;

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const asLines = ["p", "ul", "ol", "pre"].map((selector) => ({ selector, options: line }));
const headings = ["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
  selector,
  options: { ...line, uppercase: false },
}));
const plain: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: 200, ellipsis: "" },
  selectors: [
    ...asLines,
    ...headings,
    { selector: "table", options: line },
    { selector: "tr", format: "block", options: line },
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
  ],
};

/** The quotations of Gmail, Thunderbird, Yahoo, Proton, GMX, Zoho and Tuta. */
const quotes = [
  "blockquote",
  "div.gmail_quote",
  "div.moz-cite-prefix",
  "div.yahoo_quoted",
  "div.protonmail_quote",
  "div.zmail_extra",
  "div.tutanota_quote",
  "div[name=quote]",
];
const withoutQuotes: HtmlToTextOptions = {
  ...plain,
  selectors: [...(plain.selectors ?? []), ...quotes.map((selector) => ({ selector, format: "skip" }))],
};

/** The text of an HTML mail without quoted history, for mails without plain text. */
export function textOfHtml(html: string): string {
  const given = firstTags(html.slice(0, maxHtmlCharacters));
  // Outlook puts the history after these elements, not inside them.
  const history = given.search(/<div[^<>]{0,200}(divRplyFwdMsg|appendonsend|mail-editor-reference-message)/i);
  const own = textOf(history > 0 ? given.slice(0, history) : given, withoutQuotes);
  return own === "" ? textOf(given, plain) : own;
}

/** The text of an HTML mail with its quoted history. */
export function wholeTextOfHtml(html: string): string {
  return textOf(firstTags(html.slice(0, maxHtmlCharacters)), plain);
}

function textOf(html: string, options: HtmlToTextOptions): string {
  return (
    convert(html, options)
      // The replacement character for invalid characters.
      .replaceAll("\ufffd", "")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  );
}

function firstTags(html: string): string {
  let at = -1;
  for (let tags = 0; tags <= maxTags; tags += 1) {
    at = html.indexOf("<", at + 1);
    if (at === -1) return html;
  }
  return html.slice(0, at);
}
