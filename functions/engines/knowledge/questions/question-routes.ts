import { z } from "zod";
import { route } from "../../../../shared/http/route.ts";
import type { KnowledgeDependencies } from "../dependencies.ts";
import { readNewest } from "../read-newest.ts";
import { type QuestionRecord, unansweredQuestions } from "./questions.ts";

const shownWordings = 3;

export const UnansweredQuestions = z
  .object({
    items: z.array(
      z.object({
        question: z.string().describe("The newest wording, without names, addresses and numbers."),
        wordings: z.array(z.string()).describe("Up to three wordings."),
        languages: z.array(z.string()),
        conversations: z.number().int().describe("Number of conversations that asked it."),
        asked: z.number().int().describe("Number of turns in which it was asked."),
        first_asked_at: z.string(),
        last_asked_at: z.string(),
      }),
    ),
    truncated: z.boolean().describe("True if there are more questions than one answer counts: the newest 5,000."),
  })
  .meta({ id: "UnansweredQuestions" });

export function questionRoutes({ platform: { documents } }: Pick<KnowledgeDependencies, "platform">) {
  return [
    route({
      tag: "Knowledge",
      method: "GET",
      path: "/v1/knowledge/unanswered",
      operationId: "listUnansweredQuestions",
      summary: "List what customers asked and nothing answered, most asked first",
      description:
        "A question counts when the agent answered without a source and no tool told anything. Wordings of the same significant words are one question, in English, Hindi and Hinglish. Questions are kept for 180 days.",
      permission: "knowledge:read",
      query: z.object({
        since: z.iso
          .datetime({ offset: true })
          .optional()
          .describe("Only questions asked since then: an ISO time with an offset."),
        limit: z.coerce.number().int().min(1).max(200).default(50).describe("Most items of the answer."),
      }),
      reply: UnansweredQuestions,
      async handle({ identity: { tenantId }, query: { since, limit } }) {
        const { items, truncated } = await readNewest(documents, tenantId, {
          collection: unansweredQuestions.collection,
          field: "state.at",
          since: since === undefined ? undefined : new Date(since).toISOString(),
        });
        return { status: 200, body: { items: byDemand(items.map(({ state }) => state)).slice(0, limit), truncated } };
      },
    }),
  ];
}

/** `records`: newest first. */
function byDemand(records: readonly QuestionRecord[]): z.infer<typeof UnansweredQuestions>["items"] {
  return [...Map.groupBy(records, ({ groupKey }) => groupKey).values()]
    .flatMap((group) => {
      const [newest] = group;
      const [firstAt] = group.map((record) => record.firstAt).toSorted();
      if (newest === undefined || firstAt === undefined) return [];
      return {
        question: newest.question,
        wordings: [...new Set(group.map(({ question }) => question))].slice(0, shownWordings),
        languages: [...new Set(group.map(({ language }) => language))].toSorted(),
        conversations: group.length,
        asked: group.reduce((sum, { asked }) => sum + asked, 0),
        first_asked_at: firstAt,
        last_asked_at: newest.at,
      };
    })
    .toSorted((one, other) => other.conversations - one.conversations || other.asked - one.asked);
}
