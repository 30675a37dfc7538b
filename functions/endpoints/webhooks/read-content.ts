import type { Attachment, MessageDetails, MessageReceived } from "../../../shared/events/index.ts";

/** The content of a message without files and choices: its words, and the same in parts. */
export interface ReadContent {
  readonly text: string;
  readonly details?: MessageDetails;
}

/** A customer's message as a webhook reads it. */
export interface ReadMessage extends ReadContent {
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
  readonly unanswered?: MessageReceived["unanswered"];
  readonly reactsTo?: MessageReceived["reactsTo"];
}

/** The message with further details, if there are any. */
export function withDetails<M extends ReadContent>(message: M, more: MessageDetails | undefined): M {
  const details = { ...message.details, ...more };
  const known = Object.entries(details).filter(([, value]) => value !== undefined);
  return known.length === 0 ? message : { ...message, details: Object.fromEntries(known) };
}

/** A message, or a part of one, that the product cannot read. */
export function unreadContent(kind: string): ReadContent & { readonly choiceId: null; readonly attachments: [] } {
  const name = kind.replace(/\s+/g, " ").slice(0, 40);
  const text = `[A message of the kind "${name}", which cannot be shown here]`;
  return { text, choiceId: null, attachments: [], details: { unread: name } };
}
