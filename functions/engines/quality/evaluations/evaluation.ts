import { z } from "zod";
import { byCustomer } from "../../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { Finding } from "../checks/finding.ts";
import { samplingReasons } from "../sampling.ts";
import { Scores } from "../scores.ts";

const keptForMs = 400 * 24 * 3_600_000;
/** Findings that are kept of one conversation; `findingCount` tells of all. */
export const mostFindings = 50;

const Judged = z.object({ score: z.number(), reason: z.string(), quote: z.string().nullable() });

/** Whether and how a model rated it. */
const Judge = z.discriminatedUnion("status", [
  z.object({ status: z.literal("not-asked"), why: z.literal(["certain", "disabled", "cap"]) }),
  z.object({ status: z.literal("unusable"), model: z.string() }),
  z.object({
    status: z.literal("rated"),
    model: z.string(),
    votes: z.number().int(),
    judgements: z.record(z.string(), Judged),
  }),
]);
export type Judge = z.infer<typeof Judge>;

const Evaluation = z.object({
  evaluationId: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  reason: z.literal(samplingReasons),
  agent: z.object({ name: z.string(), version: z.number().int() }),
  channel: z.string(),
  language: z.string(),
  rubric: z.string(),
  turns: z.number().int(),
  scores: Scores,
  /** The share of the agent's statements that their sources support, 0 to 1. */
  grounding: z.number().nullable(),
  findings: z.array(Finding).max(mostFindings),
  findingCount: z.number().int(),
  judge: Judge,
  /** When the evaluated session ended. */
  until: z.string(),
  at: z.string(),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** Evaluated sessions of conversations. */
export const evaluations = ownedDocument<Evaluation>({
  name: "quality-evaluations",
  state: Evaluation,
  indexes: [["at"], ["customerId"], ["scores.overall"], ["reason", "at desc"]],
  confidential: true,
  personal: { fields: ["state.customerId", "state.findings", "state.judge"], find: byCustomer("state.customerId") },
  expiry: ({ at }) => new Date(Date.parse(at) + keptForMs),
});
