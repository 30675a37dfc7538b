import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ApiClient } from "../api/client.ts";
import type { ChatReplyView } from "./answer-events.ts";

/** What is used of a turn; the compiler compares it with what the route answers. */
const Said = z.object({ text: z.string(), choices: z.array(z.object({ label: z.string() })).default([]) });

const Turns = z.object({
  items: z.array(
    z.object({
      messages: z.array(z.object({ message_id: z.string() })),
      reply: Said.nullable(),
      more: z.array(Said).default([]),
      citations: z.array(z.object({ title: z.string() })),
      status: z.enum(["active", "escalated", "resolved"]),
    }),
  ),
});

const checks = 60;
const checkMs = 500;

/**
 * The answer to a message that waits for its burst to end (the client's configuration says how long): it comes with
 * the turn that holds the message. As received when there is none after half a minute.
 */
export async function lateAnswer(api: ApiClient, received: ChatReplyView, signal: AbortSignal): Promise<ChatReplyView> {
  const call = { params: { id: received.conversation_id }, query: { limit: 5 }, reply: Turns };
  for (let check = 0; check < checks; check++) {
    await sleep(checkMs, undefined, { signal });
    const { items } = await api.get("/v1/conversations/:id/turns", call);
    const turn = items.find(({ messages }) => messages.some(({ message_id: id }) => id === received.message_id));
    if (turn === undefined) continue;
    const { reply, more, citations, status } = turn;
    return { ...received, reply: reply?.text ?? null, choices: reply?.choices ?? [], more, citations, status };
  }
  return received;
}
