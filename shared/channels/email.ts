import type { Thread } from "../events/index.ts";
import type { ChannelDefinition } from "./definition.ts";
import { htmlOf } from "./email-html.ts";
import { asText } from "./plain-text.ts";

/** What most mail programs show of a subject in a list. */
const subjectLength = 78;

/** E-mail: one message whatever its length, in plain text and as simple HTML. */
export const email: ChannelDefinition = {
  windowMs: () => null,
  shape(content, { thread, subject }) {
    const text = asText(content);
    if (text === "") return [];
    return [{ type: "mail", subject: subjectOf(thread, subject, text), text, html: htmlOf(text), template: null }];
  },
};

/** An answer keeps its thread's subject; anything else is named by its template, or by how it begins. */
export function subjectOf(thread: Thread | null, given: string | null, text: string): string {
  if (thread && thread.subject.trim() !== "") {
    const subject = oneLine(thread.subject);
    return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
  }
  return clipped(oneLine(given ?? text.split("\n")[0] ?? ""));
}

/** A line break in a header would begin another one. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function clipped(text: string): string {
  if (text.length <= subjectLength) return text;
  const end = text.lastIndexOf(" ", subjectLength - 1);
  return `${text.slice(0, end > 0 ? end : subjectLength - 1)}…`;
}
