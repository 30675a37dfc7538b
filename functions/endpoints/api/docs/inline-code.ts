import { html } from "hono/html";

/** The one thing of CommonMark our texts use: code between backticks. */
export function inlineCode(text: string) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
