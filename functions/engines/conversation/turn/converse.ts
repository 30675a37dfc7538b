import { z } from "zod";
import type { AgentEvent } from "../../../../shared/agent/agent.ts";
import { type Attachment, Choice, type MessageReceived, messageReceived } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { turns } from "../turn-record.ts";
import type { TurnAnswer } from "./ask-agent.ts";
import type { turnStep } from "./turn.ts";

export const ChatReply = z.object({
  conversation_id: z.string(),
  message_id: z.string(),
  /** Null while a person has the conversation or a burst window is open: what follows comes in its events. */
  reply: z.string().nullable(),
  /** What the customer may pick from: sent back as a message with the label and `choice_id`. */
  choices: z.array(Choice),
  /** Files that go with it, where everyone may fetch them. */
  attachments: z.array(z.object({ url: z.string(), content_type: z.string() })),
  /** What is said after the reply, as messages of their own: a survey's question, say. */
  more: z.array(z.object({ message_id: z.string(), text: z.string(), choices: z.array(Choice) })),
  status: z.enum(["active", "escalated", "resolved"]),
  citations: z.array(z.object({ id: z.string(), title: z.string() })),
  actions: z.array(z.object({ tool: z.string(), status: z.enum(["completed", "failed"]) })),
});
export type ChatReply = z.infer<typeof ChatReply>;

/** What the turn step tells whoever watches it. */
export type TurnProgress = AgentEvent | { readonly type: "answered"; readonly answer: TurnAnswer };

export interface ConverseDependencies {
  readonly runner: Runner;
  readonly documents: Documents;
  readonly turn: ReturnType<typeof turnStep>;
  readonly now: () => Date;
}

/** A web chat's conversation is its session's. */
export function webChatId(tenantId: TenantId, sessionId: string): string {
  return deriveId("conversation", tenantId, "web_chat", sessionId);
}

/** What came in on web chat, as the event of the turn step. */
export function webChatMessage(said: {
  readonly eventId: string;
  readonly messageId: string;
  readonly tenantId: TenantId;
  readonly sessionId: string;
  readonly text: string;
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
  readonly configName: string | null;
  readonly at: Date;
}): Event<MessageReceived> {
  const { tenantId, sessionId, messageId, text, choiceId, attachments, configName } = said;
  const conversationId = webChatId(tenantId, sessionId);
  return {
    id: said.eventId,
    type: messageReceived.type,
    tenantId,
    key: conversationId,
    causationId: null,
    occurredAt: said.at.toISOString(),
    data: {
      conversationId,
      messageId,
      channel: "web_chat",
      accountAddress: null,
      customerAddress: sessionId,
      customerName: null,
      text,
      attachments: [...attachments],
      choiceId,
      thread: null,
      configName,
    },
  };
}

/**
 * Runs the turn step in this process and gives the answer back. `repeatable`: the event may come again, and is then
 * answered from what is recorded.
 */
export async function converse(
  { runner, documents, turn }: ConverseDependencies,
  event: Event<MessageReceived>,
  { watch, repeatable }: { readonly watch?: ((event: AgentEvent) => void) | undefined; readonly repeatable: boolean },
): Promise<ChatReply> {
  let answer: TurnAnswer | undefined;
  const progress = (news: unknown) => {
    const told = news as TurnProgress;
    if (told.type === "answered") answer = told.answer;
    else watch?.(told);
  };
  const conversation = await runner.run(turn, event, { progress, watched: watch !== undefined, repeatable });
  if (!conversation) throw new Error("The turn step left no conversation behind.");
  if (answer) return replyOf(conversation, event.id, saidIn(conversation, event.id, answer));
  // Answered before (the same Idempotency-Key), waiting for its burst to end, or with a person.
  const earlier = (await documents.get(event.tenantId, turns.collection, event.id))?.data.state;
  if (!earlier?.reply) return { ...replyOf(conversation, event.id), message_id: event.data.messageId };
  return replyOf(conversation, event.id, { ...earlier.reply, more: earlier.more, toolCalls: earlier.toolCalls });
}

export type ChatNews =
  | {
      readonly [K in AgentEvent["type"]]: { readonly event: K; readonly data: Extract<AgentEvent, { type: K }> };
    }[AgentEvent["type"]]
  | { readonly event: "message"; readonly data: ChatReply }
  | { readonly event: "done"; readonly data: Readonly<Record<string, never>> };

/** What the agent does as it happens (`token`, `tool`, `retracted`), then `message` with the whole answer, then `done`. */
export async function* streamed(
  run: (watch: (event: AgentEvent) => void) => Promise<ChatReply>,
): AsyncGenerator<ChatNews> {
  const waiting: ChatNews[] = [];
  let wake: () => void = () => {};
  const running = run((event) => {
    waiting.push(newsOf(event));
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

function newsOf(event: AgentEvent): ChatNews {
  if (event.type === "token") return { event: "token", data: event };
  return event.type === "tool" ? { event: "tool", data: event } : { event: "retracted", data: event };
}

interface Details {
  readonly citations: readonly { readonly id: string; readonly title: string }[];
  readonly toolCalls: readonly { readonly name: string; readonly status: "completed" | "failed" }[];
}

function detailsOf({ outcome }: TurnAnswer): Details {
  return { citations: outcome.status === "reply" ? outcome.citations : [], toolCalls: outcome.toolCalls };
}

interface SaidMessage {
  readonly messageId: string;
  readonly text: string;
  readonly choices: readonly Choice[];
}

type Said = Details &
  Omit<SaidMessage, "messageId"> & { readonly media: readonly Attachment[]; readonly more: readonly SaidMessage[] };

/** The reply whole, as the document keeps long ones clipped, and what the rules said after it. */
function saidIn({ recent }: Conversation, turnId: string, answer: TurnAnswer): Said | undefined {
  const messages = recent.filter((message) => message.turnId === turnId && message.role === "agent");
  const [first, ...rest] = messages;
  if (!first) return undefined;
  const media = answer.content?.media ?? [];
  const more = rest.map(({ id: messageId, text, choices }) => ({ messageId, text, choices }));
  return { text: answer.content?.text ?? first.text, choices: first.choices, media, more, ...detailsOf(answer) };
}

function replyOf(conversation: Conversation, turnId: string, reply?: Said): ChatReply {
  return {
    conversation_id: conversation.id,
    message_id: deriveId(turnId, "reply"),
    reply: reply?.text ?? null,
    choices: [...(reply?.choices ?? [])],
    attachments: (reply?.media ?? []).map(({ url, contentType }) => ({ url, content_type: contentType })),
    more: (reply?.more ?? []).map(({ messageId, text, choices }) => ({
      message_id: messageId,
      text,
      choices: [...choices],
    })),
    status: conversation.status,
    citations: (reply?.citations ?? []).map(({ id, title }) => ({ id, title })),
    actions: (reply?.toolCalls ?? []).map(({ name, status }) => ({ tool: name, status })),
  };
}
