import { z } from "zod";
import { SurveyAnswer, SurveyQuestion } from "../../../../../shared/events/surveys.ts";
import type { Engagement } from "../feature-state.ts";

const SurveyRun = z.object({
  id: z.string(),
  trigger: z.string(),
  /** `starting`: the first question was handed over to be said, and may yet be refused. */
  status: z.literal(["starting", "asking"]),
  /** Of the request to say the first question; null where it was said with a reply. */
  requestId: z.string().nullable(),
  questions: z.array(SurveyQuestion),
  /** Which question waits for its answer. */
  index: z.number().int(),
  answers: z.array(SurveyAnswer),
  /** Turns that were about something else since the question was put. */
  asides: z.number().int(),
  /** Whether the question was put a second time. */
  putAgain: z.boolean(),
  startedAt: z.string(),
});
export type SurveyRun = z.infer<typeof SurveyRun>;

/** What a conversation keeps of surveys. */
export const Survey = z.object({
  run: SurveyRun.nullable(),
  /** By trigger: when its questions were last asked. */
  askedAt: z.record(z.string(), z.string()),
  /** When the customer last gave a very low rating. */
  lowRatedAt: z.string().nullable(),
});
export type Survey = z.infer<typeof Survey>;

export const surveyState = { survey: Survey.nullable().default(null) };

/** What other features should know of it. */
export function surveyEngagement({ survey }: { readonly survey: Survey | null }): Partial<Engagement> {
  const { run = null, lowRatedAt = null } = survey ?? {};
  return { ...(run ? { awaitsAnswer: true } : {}), ...(lowRatedAt === null ? {} : { displeasedAt: lowRatedAt }) };
}
