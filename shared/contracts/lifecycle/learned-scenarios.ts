import { z } from "zod";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";

/** Most learned scenarios that one check of a configuration plays: the newest. */
export const mostLearnedScenarios = 20;

/** What a customer asks, and what a right answer says. A person approved it. */
export const LearnedScenario = z.object({
  id: z.string(),
  says: z.string(),
  expects: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("reply") }),
      z.object({ kind: z.literal("mentions"), text: z.string() }),
      z.object({ kind: z.literal("not-mentions"), text: z.string() }),
      z.object({ kind: z.literal("numbers"), text: z.string() }),
    ]),
  ),
});
export type LearnedScenario = z.infer<typeof LearnedScenario>;

/** A scenario, and the conversation in which it was asked first: `erasedCustomerId` once its customer is erased. */
export type Learned = LearnedScenario & { readonly conversationId: string };

const LearnedState = z.object({
  conversationId: z.string(),
  scenario: LearnedScenario.nullable(),
  plays: z.boolean(),
});

/** Corrections of a tenant's operators. The engine `success` owns them. */
export const learnedScenarios = readModel<z.infer<typeof LearnedState>>({
  name: "success-corrections",
  state: LearnedState as unknown as z.ZodType<z.infer<typeof LearnedState>>,
  indexes: [["plays", "updatedAt desc"]],
});

/** What every version of the tenant's configuration has to answer rightly, the newest first. */
export async function readLearnedScenarios(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
): Promise<readonly Learned[]> {
  const { items } = await documents.query(tenantId, learnedScenarios, {
    where: [["state.plays", "==", true]],
    orderBy: { field: "state.updatedAt", direction: "desc" },
    limit: mostLearnedScenarios,
  });
  return items.flatMap(({ data: { state } }) =>
    state.scenario === null ? [] : [{ ...state.scenario, conversationId: state.conversationId }],
  );
}
