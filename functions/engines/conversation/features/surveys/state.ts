import { z } from "zod";
import { SurveyAnswer, SurveyQuestion } from "../../../../../shared/events/outreach/surveys.ts";
import type { Engagement } from "../feature-state.ts";

const SurveyRun = z.object({
  id: z.string(),
  trigger: z.string(),
  /** `starting`: the first question was requested and may still be refused. */
  status: z.literal(["starting", "asking"]),
  /** The request that sends the first question. Null when the question was sent with a reply. */
  requestId: z.string().nullable(),
  questions: z.array(SurveyQuestion),
  /** Index of the open question. */
  index: z.number().int(),
  answers: z.array(SurveyAnswer),
  /** Turns about something else since the question was asked. */
  asides: z.number().int(),
  /** Whether the question was asked a second time. */
  putAgain: z.boolean(),
  startedAt: z.string(),
});
export type SurveyRun = z.infer<typeof SurveyRun>;

/** A conversation's survey state. */
export const Survey = z.object({
  run: SurveyRun.nullable(),
  /** When each trigger's questions were last asked. */
  askedAt: z.record(z.string(), z.string()),
  /** When the customer last gave a very low rating. */
  lowRatedAt: z.string().nullable(),
  /** The mean of the newest survey's ratings of the service, from 1 to 5. */
  rated: z.object({ stars: z.number(), at: z.string() }).optional(),
});
export type Survey = z.infer<typeof Survey>;

export const surveyState = { survey: Survey.nullable().default(null) };

/** What surveys tell other features. */
export function surveyEngagement({ survey }: { readonly survey: Survey | null }): Partial<Engagement> {
  const { run = null, lowRatedAt = null } = survey ?? {};
  return { ...(run ? { awaitsAnswer: true } : {}), ...(lowRatedAt === null ? {} : { displeasedAt: lowRatedAt }) };
}
