import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { MessageReceived } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { type ApiRequest, type Route, route, type ServerSentEvent } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import { jsonBytes } from "../../../../shared/schema/byte-budget.ts";
import { limits } from "../limits.ts";
import { type TurnEvent, type Turns, turnEvents } from "../turn/open-turns.ts";
import { webChatId, webChatMessage } from "../turn/web-chat.ts";
import { ChatReply, chatReplyOf } from "./chat-reply.ts";

const ChatRequest = z.strictObject({
  client_id: z.string().min(1).max(63),
  session_id: z.string().min(1).max(200),
  message: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(100_000)
    .refine((text) => jsonBytes(text) <= limits.inboundText, `must take at most ${limits.inboundText} bytes`),
  /** The id of a choice from the last answer's `choices`. The message is the choice's label. */
  choice_id: z.string().min(1).max(200).optional(),
  config_id: z.string().min(1).max(200).optional(),
});
type ChatRequest = z.infer<typeof ChatRequest>;

/**
 * `POST /v1/chat`, the second entry point of the turn step. Runs the step in this process and returns the answer, whole
 * or streamed.
 */
export function chatRoute({
  turns,
  documents,
  now,
}: {
  readonly turns: Turns;
  readonly documents: Documents;
  readonly now: () => Date;
}): Route {
  return route({
    method: "POST",
    path: "/v1/chat",
    operationId: "chat",
    summary: "Send a message to an agent and get its reply",
    description:
      "The agent answers in the session's conversation. The first message of a session starts one.\n\nWith `Accept: text/event-stream` the answer comes as server-sent events: `token` (a piece of the text), `tool` (a tool started or ended; `waitsFor` says that the call waits for the `customer` or an `operator` to agree), `retracted` (forget the tokens so far), `message` (the whole answer, as this JSON), `done`. A failure while streaming comes as `error` with a problem document.",
    problems: { 404: ["client-not-found", "config-not-found"] },
    example: { client_id: "client_123", session_id: "visitor-42", message: "What does a thyroid test cost?" },
    tag: "Chat",
    permission: "chat:write",
    body: ChatRequest,
    reply: ChatReply,
    streams: true,
    idempotency: "own",
    async handle(request: ApiRequest<unknown, unknown, ChatRequest>) {
      const { client_id: clientId } = request.body;
      if (clientId !== request.identity.tenantId)
        throw new Problem(404, "client-not-found", `This token is not valid for a client "${clientId}".`);
      const ids = await documents.ids(request.identity.tenantId);
      const event = messageOf(request, { ids, at: now() });
      const repeatable = request.idempotencyKey !== undefined;
      if (request.wantsEvents) return { events: serverSent(turnEvents(turns, event, { repeatable })) };
      return { status: 200, body: chatReplyOf(await turns.run(event, { repeatable })) };
    },
  });
}

/** Streams a turn's events in their API shape. */
async function* serverSent(events: AsyncIterable<TurnEvent>): AsyncGenerator<ServerSentEvent> {
  for await (const event of events) {
    if (event.type === "message") yield { event: "message", data: chatReplyOf(event.reply) };
    else if (event.type === "done") yield { event: "done", data: {} };
    else yield { event: event.type, data: event };
  }
}

/** Repeats with the same Idempotency-Key are the same event, so the recorded answer is returned. */
function messageOf(
  request: ApiRequest<unknown, unknown, ChatRequest>,
  { ids, at }: { readonly ids: TenantIds; readonly at: Date },
): Event<MessageReceived> {
  const { body, identity, idempotencyKey } = request;
  const { tenantId } = identity;
  const sessionId = body.session_id;
  const eventId = idempotencyKey
    ? deriveId("chat", tenantId, identity.subject, webChatId(ids, sessionId), idempotencyKey)
    : randomUUID();
  return webChatMessage({
    eventId,
    messageId: deriveId(eventId, "message"),
    ids,
    sessionId,
    text: body.message,
    choiceId: body.choice_id ?? null,
    attachments: [],
    configName: body.config_id ?? null,
    at,
  });
}
