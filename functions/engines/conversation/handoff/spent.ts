import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";

/** The agent's usage in this session, since a person last gave the conversation back. */
export const Spent = z.object({ turns: z.number().int(), modelTokens: z.number().int() });
export type Spent = z.infer<typeof Spent>;

export const nothingSpent: Spent = { turns: 0, modelTokens: 0 };

export function addSpent(
  { turns, modelTokens }: Spent,
  usage: { readonly inputTokens: number; readonly outputTokens: number },
): Spent {
  return { turns: turns + 1, modelTokens: modelTokens + usage.inputTokens + usage.outputTokens };
}

/** Whether the agent has used up the tenant's budget for one conversation. */
export function isOverBudget({ budget }: Pick<TenantConfig, "budget">, spent: Spent): boolean {
  const { turns = Number.POSITIVE_INFINITY, model_tokens = Number.POSITIVE_INFINITY } = budget;
  return spent.turns >= turns || spent.modelTokens >= model_tokens;
}
