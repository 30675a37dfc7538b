import { z } from "zod";
import { type MessageRequested, messageRequested, messageSettled, Origin } from "../../../shared/events/index.ts";
import { erasedCustomerId, mentions, type Person } from "../../../shared/platform/personal-data.ts";
import type { OutboxEntry, Owned } from "../../../shared/runtime/owned-document.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";

/** The outcome of a message that nobody asks for any more: its recipient was erased. */
export function settledAsErased({ requestId, origin }: Pick<MessageRequested, "requestId" | "origin">): NewEvent {
  const end = { outcome: "skipped", reason: "erased", until: null, messageId: null } as const;
  return newEvent(messageSettled, origin.id, { requestId, origin, conversationId: erasedCustomerId, ...end });
}

/** The personal data of documents that request messages: what their outbox still holds. */
export const requestsInOutbox = {
  fields: ["outbox"],
  find: { by: "reading-all", pageSize: 20 },
  isAbout: ({ outbox }: Owned<unknown>, person: Person) => outbox.some((entry) => isRequestTo(entry, person)),
  afterErasure: <D>(document: Owned<D>, person: Person): Owned<D> => ({
    ...document,
    outbox: document.outbox.map((entry) => (isRequestTo(entry, person) ? withoutRecipient(entry) : entry)),
  }),
  exported: ({ outbox }: Owned<unknown>, person: Person) => outbox.filter((entry) => isRequestTo(entry, person)),
} as const;

type Publish = OutboxEntry & { readonly type: "publish" };

function isRequestTo(entry: OutboxEntry, person: Person): entry is Publish {
  return (
    entry.type === "publish" && entry.envelope.type === messageRequested.type && mentions(entry.envelope.data, person)
  );
}

const Request = z.object({ requestId: z.string(), origin: Origin });

function withoutRecipient(entry: Publish): OutboxEntry {
  const settled = settledAsErased(Request.parse(entry.envelope.data));
  return { ...entry, envelope: { ...entry.envelope, ...settled } };
}
