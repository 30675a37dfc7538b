import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ApiClient } from "../api/client.ts";
import type { ChatReplyView } from "./answer-events.ts";

/** The fields used of a turn. The compiler checks them against the route's response. */
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

const maxChecks = 60;
const checkMs = 500;

/**
 * Waits for the answer to a message whose burst has not ended (the delay is configured per client). The answer is in the
 * turn that contains the message. Returns `received` if there is none after half a minute.
 */
export async function lateAnswer(api: ApiClient, received: ChatReplyView, signal: AbortSignal): Promise<ChatReplyView> {
  const call = { params: { id: received.conversation_id }, query: { limit: 5 }, reply: Turns };
  for (let check = 0; check < maxChecks; check++) {
    await sleep(checkMs, undefined, { signal });
    const { items } = await api.get("/v1/conversations/:id/turns", call);
    const turn = items.find(({ messages }) => messages.some(({ message_id: id }) => id === received.message_id));
    if (turn === undefined) continue;
    const { reply, more, citations, status } = turn;
    return { ...received, reply: reply?.text ?? null, choices: reply?.choices ?? [], more, citations, status };
  }
  return received;
}
