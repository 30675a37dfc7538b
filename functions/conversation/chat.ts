import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AgentEvent } from "../../shared/agent/agent.ts";
import { Choice, type MessageReceived, messageReceived } from "../../shared/events/index.ts";
import { Problem } from "../../shared/http/problem.ts";
import { type ApiRequest, type Route, route, type ServerSentEvent } from "../../shared/http/route.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Runner } from "../../shared/runtime/runner.ts";
import type { Event } from "../../shared/runtime/step.ts";
import type { Answer } from "./answer.ts";
import type { Conversation } from "./conversation.ts";
import type { turnStep } from "./turn.ts";
import { turns } from "./turn-record.ts";

const ChatRequest = z.strictObject({
  client_id: z.string().min(1).max(63),
  session_id: z.string().min(1).max(200),
  message: z.string().trim().min(1, "must not be empty").max(100_000),
  config_id: z.string().min(1).max(200).optional(),
});
type ChatRequest = z.infer<typeof ChatRequest>;

const ChatReply = z.object({
  conversation_id: z.string(),
  message_id: z.string(),
  /** Null while a person has the conversation or a burst window is open: what follows comes in its events. */
  reply: z.string().nullable(),
  /** What the customer may pick from: sent back as a message with the label. */
  choices: z.array(Choice),
  status: z.enum(["active", "escalated", "resolved"]),
  citations: z.array(z.object({ id: z.string(), title: z.string() })),
  actions: z.array(z.object({ tool: z.string(), status: z.enum(["completed", "failed"]) })),
});
type ChatReply = z.infer<typeof ChatReply>;

/** What the turn step tells whoever watches it. */
export type TurnProgress = AgentEvent | { readonly type: "answered"; readonly answer: Answer };

interface ChatDependencies {
  readonly runner: Runner;
  readonly documents: Documents;
  readonly turn: ReturnType<typeof turnStep>;
  readonly now: () => Date;
}

/** The second door to the turn step: runs it in this process and gives the answer back, whole or as it is written. */
export function chatRoute(dependencies: ChatDependencies): Route {
  return route({
    method: "POST",
    path: "/v1/chat",
    operationId: "chat",
    summary: "Say something to an agent and get its answer",
    tag: "Chat",
    permission: "chat:write",
    body: ChatRequest,
    reply: ChatReply,
    streams: true,
    idempotency: "own",
    async handle(request: ApiRequest<unknown, unknown, ChatRequest>) {
      const { client_id: clientId } = request.body;
      if (clientId !== request.identity.tenantId)
        throw new Problem(404, "client-not-found", `This token does not speak for a client "${clientId}".`);
      if (request.wantsEvents) return { events: streamed((watch) => chat(dependencies, request, watch)) };
      return { status: 200, body: await chat(dependencies, request) };
    },
  });
}

async function chat(
  { runner, documents, turn, now }: ChatDependencies,
  request: ApiRequest<unknown, unknown, ChatRequest>,
  watch?: (event: AgentEvent) => void,
): Promise<ChatReply> {
  const event = messageOf(request, now());
  let answer: Answer | undefined;
  const progress = (news: unknown) => {
    const told = news as TurnProgress;
    if (told.type === "answered") answer = told.answer;
    else watch?.(told);
  };
  const conversation = await runner.run(turn, event, {
    progress,
    watched: watch !== undefined,
    repeatable: request.idempotencyKey !== undefined,
  });
  if (!conversation) throw new Error("The turn step left no conversation behind.");
  if (answer?.content) return replyOf(conversation, event.id, { ...answer.content, ...detailsOf(answer) });
  if (answer) return replyOf(conversation, event.id);
  // Answered before (the same Idempotency-Key), waiting for its burst to end, or with a person.
  const earlier = (await documents.get(event.tenantId, turns.collection, event.id))?.data.state;
  if (!earlier?.reply) return { ...replyOf(conversation, event.id), message_id: event.data.messageId };
  return replyOf(conversation, event.id, {
    ...earlier.reply,
    toolCalls: earlier.toolCalls,
  });
}

/** A repeat with the same Idempotency-Key is the same event, so it is answered from what is recorded. */
function messageOf(request: ApiRequest<unknown, unknown, ChatRequest>, now: Date): Event<MessageReceived> {
  const { body, identity, idempotencyKey } = request;
  const { tenantId } = identity;
  const conversationId = deriveId("conversation", tenantId, "web_chat", body.session_id);
  const id = idempotencyKey
    ? deriveId("chat", tenantId, identity.subject, conversationId, idempotencyKey)
    : randomUUID();
  return {
    id,
    type: messageReceived.type,
    tenantId,
    key: conversationId,
    causationId: null,
    occurredAt: now.toISOString(),
    data: {
      conversationId,
      messageId: deriveId(id, "message"),
      channel: "web_chat",
      accountAddress: null,
      customerAddress: body.session_id,
      customerName: null,
      text: body.message,
      attachments: [],
      choiceId: null,
      thread: null,
      configName: body.config_id ?? null,
    },
  };
}

interface Details {
  readonly citations: readonly { readonly id: string; readonly title: string }[];
  readonly toolCalls: readonly { readonly name: string; readonly status: "completed" | "failed" }[];
}

function detailsOf({ outcome }: Answer): Details {
  return { citations: outcome.status === "reply" ? outcome.citations : [], toolCalls: outcome.toolCalls };
}

function replyOf(
  conversation: Conversation,
  turnId: string,
  reply?: Details & { readonly text: string; readonly choices: readonly Choice[] },
): ChatReply {
  return {
    conversation_id: conversation.id,
    message_id: deriveId(turnId, "reply"),
    reply: reply?.text ?? null,
    choices: [...(reply?.choices ?? [])],
    status: conversation.status,
    citations: (reply?.citations ?? []).map(({ id, title }) => ({ id, title })),
    actions: (reply?.toolCalls ?? []).map(({ name, status }) => ({ tool: name, status })),
  };
}

/** `token` and `tool` as they happen, then `message` with the whole answer, then `done`. */
async function* streamed(
  run: (watch: (event: AgentEvent) => void) => Promise<ChatReply>,
): AsyncGenerator<ServerSentEvent> {
  const waiting: ServerSentEvent[] = [];
  let wake: () => void = () => {};
  const running = run((event) => {
    waiting.push({ event: event.type, data: event });
    wake();
  });
  let finished = false;
  const finish = () => {
    finished = true;
    wake();
  };
  running.then(finish, finish);
  while (!finished || waiting.length > 0) {
    const next = waiting.shift();
    if (next) yield next;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
  yield { event: "message", data: await running };
  yield { event: "done", data: {} };
}
