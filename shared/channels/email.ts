import { z } from "zod";
import type { Thread } from "../events/index.ts";
import { Name, uniqueBy } from "../schema/scalars.ts";
import { type ChannelFormat, defineChannel } from "./definition.ts";
import { htmlOf } from "./email-html.ts";
import { asText } from "./plain-text.ts";
import { inputSection, outputSection, perSecond } from "./section.ts";
import { EmailTemplate } from "./template-config.ts";

/** What most mail programs show of a subject in a list. */
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

const Input = z.strictObject({ address: z.email("must be an e-mail address") });

const Output = z.strictObject({
  provider: Name.default("sendgrid"),
  /** Names alone say which templates there are; what one says is given by the longer form. */
  templates: z
    .array(EmailTemplate)
    .superRefine(uniqueBy(({ name }) => name, "name"))
    .default([]),
  from_address: z.email("must be an e-mail address").optional(),
  max_per_second: perSecond(100),
});

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
  input: inputSection("email", "sendgrid", Input),
  output: outputSection("email", Output),
  addresses: ({ address }: z.output<typeof Input>) => [[address, "address"] as const],
  carrier: {
    provider: "sendgrid",
    account: "sendgrid",
    format: () => emailFormat,
    writesFrom: ({ from_address }: z.output<typeof Output>) => from_address,
    templates: "worded",
    stopIsFinal: false,
    recipientColumns: ["email", "e-mail", "email_address", "mail"],
    toolProvider: /mail|sendgrid/i,
  },
});
