import { z } from "zod";
import { LearnedScenario, learnedScenarios } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import { CorrectionFound } from "../../../../shared/events/running/corrections.ts";
import { byConversation, erasedCustomerId, mentions, type Person } from "../../../../shared/platform/personal-data.ts";
import { type Owned, ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const correctionStatuses = ["open", "approved", "rejected"] as const;
export const longest = { question: 400, answer: 2_000, expected: 100 };
/** Wordings that an answer must say, and as many that it must not. */
export const mostExpected = 3;

const Correction = CorrectionFound.extend({
  status: z.literal(correctionStatuses),
  /** Whether the gate plays the scenario. */
  plays: z.boolean(),
  scenario: LearnedScenario.nullable(),
  decided: z
    .object({
      by: z.string(),
      at: z.string(),
      question: z.string(),
      answer: z.string(),
      /** The document of the knowledge. Null: it was not wished, or the correction was rejected. */
      documentId: z.string().nullable(),
    })
    .nullable(),
  updatedAt: z.string(),
});
export type Correction = z.infer<typeof Correction>;

/** What operators answered differently from the agent, and what people decided about it. */
export const corrections = ownedDocument<Correction>({
  name: learnedScenarios.name,
  state: Correction,
  indexes: [["updatedAt"], ["status", "updatedAt desc"], ["plays", "updatedAt desc"], ["conversationId"]],
  confidential: true,
  personal: {
    fields: ["state.question", "state.said", "state.right"],
    find: byConversation("state.conversationId"),
    afterErasure: withoutCustomer,
  },
});

/** What a person approved is the client's own text and stays, unless it speaks of the customer. Everything else goes. */
function withoutCustomer(document: Owned<Correction>, person: Person): Owned<Correction> | undefined {
  const { status, decided, scenario } = document.state;
  if (status !== "approved" || decided === null || mentions([decided, scenario], person)) return undefined;
  const { question, answer: right } = decided;
  const state = { ...document.state, conversationId: erasedCustomerId, question, said: null, right };
  return { ...document, state, outbox: [] };
}
