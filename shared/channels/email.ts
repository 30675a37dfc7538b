import type { Thread } from "../events/index.ts";
import { type ChannelFormat, defineChannel } from "./definition.ts";
import type { emailSections } from "./sections/email-sections.ts";
import type { SectionConfig } from "./sections/section.ts";
import { asText } from "./sending/plain-text.ts";

/** Characters of a subject that most mail programs show in a list. */
const subjectLength = 78;

/** E-mail: one message whatever its length, in plain text and as simple HTML. */
export const emailFormat: ChannelFormat = {
  windowMs: () => null,
  shape(content, { thread, subject }) {
    const text = asText(content);
    if (text === "") return [];
    return [{ type: "mail", subject: subjectOf(thread, subject, text), text, html: htmlOf(text), template: null }];
  },
};

/** A reply keeps its thread's subject. Any other mail takes the given subject, else its first line. */
export function subjectOf(thread: Thread | null, given: string | null, text: string): string {
  if (thread && thread.subject.trim() !== "") {
    const subject = oneLine(thread.subject);
    return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
  }
  return clipped(oneLine(given ?? text.split("\n")[0] ?? ""));
}

/** A line break would start another header. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function clipped(text: string): string {
  if (text.length <= subjectLength) return text;
  const end = text.lastIndexOf(" ", subjectLength - 1);
  return `${text.slice(0, end > 0 ? end : subjectLength - 1)}…`;
}

const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** HTML with the paragraphs, line breaks and links of a plain text. All text is escaped, so none of it is markup. */
export function htmlOf(text: string): string {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph.split("\n").map(linked).join("<br>\n")}</p>`);
  return `<div dir="auto">\n${paragraphs.join("\n")}\n</div>`;
}

function linked(line: string): string {
  const links = [...line.matchAll(link)];
  const ends = [0, ...links.map(({ index, 0: url }) => index + url.length)];
  const between = [...links.map(({ index }) => index), line.length];
  return between
    .map((start, at) => {
      const url = links[at]?.[0];
      const anchor = url === undefined ? "" : `<a href="${escaped(url)}">${escaped(url)}</a>`;
      return escaped(line.slice(ends[at], start)) + anchor;
    })
    .join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** E-mail, through SendGrid. */
export const email = defineChannel({
  identity: {
    kind: "email",
    vouched: true,
    rank: 2,
    column: "email",
    columns: ["email", "customer_email"],
    example: "asha.rao@mail.example",
  },
  spoken: false,
  burstWindowMs: 0,
  builtInProviders: ["sendgrid"],
  sections: async () => (await import("./sections/email-sections.ts")).emailSections,
  addresses: ({ address }: SectionConfig<(typeof emailSections)["input"]>) => [[address, "address"] as const],
  carrier: {
    provider: "sendgrid",
    account: "sendgrid",
    format: () => emailFormat,
    writesFrom: ({ from_address }: SectionConfig<(typeof emailSections)["output"]>) => from_address,
    templates: "worded",
    stopIsFinal: false,
    recipientColumns: ["email", "e-mail", "email_address", "mail"],
    toolProvider: /mail|sendgrid/i,
  },
});
