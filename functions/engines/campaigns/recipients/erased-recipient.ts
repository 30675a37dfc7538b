import { z } from "zod";
import {
  CallReference,
  type CallRequested,
  callEnded,
  callRequested,
  type MessageRequested,
  messageRequested,
  messageSettled,
  Origin,
} from "../../../../shared/events/index.ts";
import { erasedCustomerId, mentions, type Person } from "../../../../shared/platform/personal-data.ts";
import type { OutboxEntry, Owned } from "../../../../shared/runtime/owned-document.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";

/** The outcome of a message that nobody asks for any more: its recipient was erased. */
export function settledAsErased({ requestId, origin }: Pick<MessageRequested, "requestId" | "origin">): NewEvent {
  const end = { outcome: "skipped", reason: "erased", until: null, messageId: null } as const;
  return newEvent(messageSettled, origin.id, { requestId, origin, conversationId: erasedCustomerId, ...end });
}

/** The same for a call. */
export function callEndedAsErased({ callId, reference }: Pick<CallRequested, "callId" | "reference">): NewEvent {
  const end = { outcome: "refused", reason: "erased", attempts: 0, durationMs: 0, conversationId: null } as const;
  return newEvent(callEnded, callId, { callId, direction: "outbound", reference, ...end });
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

const requests: ReadonlySet<string> = new Set([messageRequested.type, callRequested.type]);

function isRequestTo(entry: OutboxEntry, person: Person): entry is Publish {
  return entry.type === "publish" && requests.has(entry.envelope.type) && mentions(entry.envelope.data, person);
}

const Request = z.object({ requestId: z.string(), origin: Origin });
const CallRequest = z.object({ callId: z.string(), reference: CallReference });

function withoutRecipient(entry: Publish): OutboxEntry {
  const { type, data } = entry.envelope;
  const settled =
    type === callRequested.type ? callEndedAsErased(CallRequest.parse(data)) : settledAsErased(Request.parse(data));
  return { ...entry, envelope: { ...entry.envelope, ...settled } };
}
