import {
  type DirectMessageOrdered,
  directMessageDue,
  directMessageOrdered,
  messageRequested,
  messageSettled,
} from "../../../shared/events/index.ts";
import type { Write } from "../../../shared/platform/documents.ts";
import { type Decision, newEvent, step } from "../../../shared/runtime/step.ts";
import { auditWrite } from "../../../shared/security/audit.ts";
import { type DirectMessage, directMessages, requestIdOf } from "./direct-message.ts";

/** Stores the message and requests it from its conversation. A repeated order changes nothing. */
export const orderMessage = step({
  name: "messages-order",
  on: directMessageOrdered,
  publishes: [messageRequested],
  document: directMessages,
  documentId: (event) => event.data.directMessageId,
  decide(before, { data }, _gathered, now) {
    if (before) return undefined;
    const { directMessageId: id, ...wish } = data;
    const at = now.toISOString();
    const requested = request({
      id,
      conversationId: wish.conversationId,
      channel: wish.recipient.channel,
      purpose: wish.purpose,
      wish,
      status: "requested",
      reason: null,
      until: null,
      attempt: 1,
      messageId: null,
      turnId: null,
      createdAt: at,
      updatedAt: at,
    });
    return requested && { ...requested, writes: auditOf(data, at) };
  },
});

/** A test needs no consent, so that the log says who made it. The address stands in the conversation alone. */
function auditOf({ testBy, directMessageId: target, recipient }: DirectMessageOrdered, at: string): readonly Write[] {
  if (testBy === undefined) return [];
  const detail = { channel: recipient.channel };
  return [auditWrite({ id: `channel-test-${target}`, at, actor: testBy, action: "channel-tested", target, detail })];
}

/** Requests a deferred message again. The conversation checks every rule again. */
export const requestAgain = step({
  name: "messages-request-again",
  on: directMessageDue,
  publishes: [messageRequested],
  document: directMessages,
  documentId: (event) => event.data.directMessageId,
  decide(message, { data }, _gathered, now) {
    if (message?.status !== "waiting" || message.attempt + 1 !== data.attempt) return undefined;
    const { attempt } = data;
    return request({ ...message, attempt, status: "requested", until: null, updatedAt: now.toISOString() });
  },
});

/** Records the outcome. A deferred message is scheduled; otherwise its text and addresses are no longer kept here. */
export const settleMessage = step({
  name: "messages-settle",
  on: messageSettled,
  schedules: [directMessageDue],
  filter: ({ data }) => data.origin.kind === "direct",
  document: directMessages,
  documentId: (event) => event.data.origin.id,
  decide(message, { data, causationId }, _gathered, now): Decision<DirectMessage> | undefined {
    if (message?.status !== "requested" || data.requestId !== requestIdOf(message)) return undefined;
    const { outcome, reason, messageId } = data;
    const settled = { ...message, reason, updatedAt: now.toISOString() };
    if (outcome !== "deferred")
      return { document: { ...settled, status: outcome, wish: null, messageId, turnId: causationId } };
    const until = data.until ?? new Date(now.getTime() + retryMs).toISOString();
    const { id } = message;
    const attempt = message.attempt + 1;
    const due = newEvent(directMessageDue, id, { directMessageId: id, attempt });
    return {
      document: { ...settled, status: "waiting", until },
      schedule: [{ ...due, name: `direct-message-${id}-${attempt}`, at: new Date(until) }],
    };
  },
});

const retryMs = 15 * 60_000;

function request(message: DirectMessage): Decision<DirectMessage> | undefined {
  const { wish, conversationId, id, attempt } = message;
  if (!wish) return undefined;
  const { testBy, ...asked } = wish;
  const requested = newEvent(messageRequested, conversationId, {
    ...asked,
    requestId: requestIdOf(message),
    origin: { kind: "direct", id },
    // The first attempt opens the conversation. If it is gone later, the customer was erased.
    ...(attempt > 1 ? { onlyIfOpen: true } : {}),
    ...(testBy === undefined ? {} : { isTest: true }),
    unlessWrittenSince: null,
  });
  return { document: message, publish: [requested] };
}
