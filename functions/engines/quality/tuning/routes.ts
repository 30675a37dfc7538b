import { z } from "zod";
import type { ConfigSource } from "../../../../shared/config/versions/current-config.ts";
import { Paging } from "../../../../shared/http/paging.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { ratings } from "../calibration/rating.ts";
import { lookAtRating } from "./look-at-rating.ts";
import { leftOutReasons } from "./tuning-example.ts";

/** A line has at most 128 KB, so a page stays below 7 MB. */
const mostOnPage = 50;

export const TuningPage = z.object({
  items: z
    .array(
      z.object({
        conversation_id: z.string().describe("The conversation."),
        session_at: z.string().describe("When the rated session began. With the conversation it is unique."),
        line: z.string().describe("The line of the JSONL file, as Gemini's supervised tuning takes it."),
      }),
    )
    .describe("Conversations that people approved, masked."),
  looked_at: z.number().int().describe("Rated sessions on this page: those in `items` and those left out."),
  left_out: z
    .array(
      z.object({
        reason: z.enum(leftOutReasons).describe("Why: docs/tuning.md explains each."),
        count: z.number().int().describe("How many rated sessions of this page."),
      }),
    )
    .describe("What is missing in `items`, by reason."),
  next_cursor: z.string().nullable().describe("Of the next page. Null: this is the last one."),
});
export type TuningPage = z.infer<typeof TuningPage>;

/** Conversations that people approved, as a data set for tuning a model. */
export function tuningRoutes({
  documents,
  config,
  now,
}: Pick<ConfigSource, "config"> & { readonly documents: Documents; readonly now: () => Date }) {
  return [
    route({
      method: "GET",
      path: "/v1/quality/tuning-examples",
      operationId: "listTuningExamples",
      summary: "List approved conversations as examples for tuning a model",
      description:
        "Of the ratings of people, the newest first. Only with the customer's consent to the storing of their data, without what names them. A page may be empty although more follow.",
      tag: "Quality",
      permission: "conversations:operate",
      query: Paging.extend({
        limit: z.coerce.number().int().min(1).max(mostOnPage).default(25).describe("The ratings to look at."),
        minimum: z.coerce.number().int().min(1).max(10).default(8).describe("The lowest rating that approves."),
        masked_answers: z
          .enum(["keep", "leave-out"])
          .default("keep")
          .describe("`leave-out`: without examples whose answers have a placeholder, such as [number]."),
      }),
      reply: TuningPage,
      async handle({ identity: { tenantId }, query: { minimum, masked_answers: maskedAnswers, cursor, limit } }) {
        const orderBy = { field: "state.at", direction: "desc" } as const;
        const page = await documents.query(tenantId, ratings.collection, { orderBy, limit, cursor });
        const items: TuningPage["items"] = [];
        const leftOut = new Map<TuningPage["left_out"][number]["reason"], number>();
        // One after the other: sessions of 200 turns are not read at once.
        for (const { data } of page.items) {
          const looked = await lookAtRating(
            { documents, config, now },
            { tenantId, rating: data.state, rule: { minimum, maskedAnswers } },
          );
          if (looked.type === "left-out") leftOut.set(looked.reason, (leftOut.get(looked.reason) ?? 0) + 1);
          if (looked.type === "example")
            items.push({ conversation_id: looked.conversationId, session_at: looked.startedAt, line: looked.line });
        }
        const counts = [...leftOut].map(([reason, count]) => ({ reason, count }));
        const lookedAt = items.length + counts.reduce((sum, { count }) => sum + count, 0);
        const next = page.nextCursor ?? null;
        return { status: 200, body: { items, looked_at: lookedAt, left_out: counts, next_cursor: next } };
      },
    }),
  ];
}
