import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import type { Bus, DeadLetter } from "../../../shared/platform/bus.ts";

const DeadLetterReply = z
  .object({
    id: z.string(),
    step: z.string().describe("The step that failed to handle the event."),
    cause: z.string(),
    unreadable: z.string().optional().describe("Why the event can no longer be read. Replaying it is useless."),
    attempts: z.number().int(),
    died_at: z.string(),
    event: z.object({ id: z.string(), type: z.string(), key: z.string(), occurred_at: z.string() }),
  })
  .meta({ id: "DeadLetter" });

/** Dead letters. The events' data is left out, because it holds customers' messages. */
export function eventRoutes({ bus }: { readonly bus: Bus }) {
  return [
    route({
      method: "GET",
      path: "/v1/events/dead-letters",
      operationId: "listDeadLetters",
      summary: "List dead letters",
      description: "Events that a step refused for good or failed too often. Their data is left out.",
      tag: "Events",
      permission: "events:read",
      query: Paging,
      reply: pageOf(DeadLetterReply),
      async handle({ query, identity }) {
        const page = await bus.deadLetters.list(identity.tenantId, query);
        return { status: 200, body: toPage(page, toReply) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/events/dead-letters/:id/replay",
      operationId: "replayDeadLetter",
      summary: "Replay a dead letter",
      description: "Repair the cause first. Replaying is safe: a step recognises what it has already done.",
      problems: { 404: ["dead-letter-not-found"] },
      tag: "Events",
      permission: "events:operate",
      status: 202,
      params: z.object({ id: z.string().min(1).max(255) }),
      reply: z.object({ id: z.string(), status: z.literal("replayed") }),
      async handle({ params, identity }) {
        const replayed = await bus.deadLetters.replay(identity.tenantId, params.id);
        if (!replayed) throw new Problem(404, "dead-letter-not-found", `There is no dead letter ${params.id}.`);
        return { status: 202, body: { id: params.id, status: "replayed" as const } };
      },
    }),
  ];
}

function toReply(letter: DeadLetter): z.infer<typeof DeadLetterReply> {
  const { id, type, key, occurredAt } = letter.envelope;
  return {
    id: letter.id,
    step: letter.subscription,
    cause: letter.cause,
    ...(letter.unreadable === undefined ? {} : { unreadable: letter.unreadable }),
    attempts: letter.attempts,
    died_at: letter.diedAt,
    event: { id, type, key, occurred_at: occurredAt },
  };
}
