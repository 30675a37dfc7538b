import type { MessageDetails, MessageReceived } from "../../../../shared/events/index.ts";
import { withBoundedMarks } from "../../../../shared/schema/bounded-text.ts";
import { clipToBytes } from "../../../../shared/schema/byte-budget.ts";
import { limits } from "../../../engines/conversation/limits.ts";

/** In UTF-16 code units: what one conversation can keep, and more than any provider carries. */
const mostTextCharacters = 100_000;
/** Of the whole message that is kept beside its new text. */
const mostOriginalCharacters = 50_000;
const mostNameCharacters = 200;
const mostIdCharacters = 1_000;
const mostAttachments = 20;
const mostReferences = 50;
const mostDetailCharacters = 2_000;
const mostDetailEntries = 100;

type Texts = Pick<
  MessageReceived,
  "text" | "customerName" | "customerAddress" | "choiceId" | "attachments" | "thread" | "original" | "details"
>;

/** A message of whichever provider, with no text longer than the product works with: a longer one loses its end. */
export function boundedArrival<A extends Texts>(arrival: A): A {
  const { text, customerName, choiceId, attachments, thread, customerAddress, original, details } = arrival;
  const cut = (given: string, characters: number) => cutText(withBoundedMarks(given), characters);
  return {
    ...arrival,
    text: clipToBytes(cut(text, mostTextCharacters), limits.inboundText),
    ...(original === undefined
      ? {}
      : { original: clipToBytes(cut(original, mostOriginalCharacters), limits.inboundOriginal) }),
    customerName: customerName === null ? null : cut(customerName, mostNameCharacters),
    customerAddress: cut(customerAddress, mostIdCharacters),
    ...(details ? { details: boundedDetails(details, cut) } : {}),
    choiceId: choiceId === null ? null : cut(choiceId, mostIdCharacters),
    attachments: attachments.slice(0, mostAttachments),
    thread: thread && {
      subject: cut(thread.subject, mostIdCharacters),
      messageId: cut(thread.messageId, mostIdCharacters),
      references: thread.references.slice(-mostReferences).map((each) => cut(each, mostIdCharacters)),
    },
  };
}

/** Every text of the parts is bounded. Their lists are bounded by who reads them. */
function boundedDetails(details: MessageDetails, cut: (text: string, characters: number) => string): MessageDetails {
  const bounded = (value: unknown): unknown => {
    if (typeof value === "string") return cut(value, mostDetailCharacters);
    if (Array.isArray(value)) return value.slice(0, mostDetailEntries).map(bounded);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, bounded(each)]));
  };
  return bounded(details) as MessageDetails;
}

/** Its beginning, without half a character at the end. */
function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const kept = text.slice(0, characters);
  return kept.isWellFormed() ? kept : kept.replace(/[\ud800-\udbff]$/, "");
}
