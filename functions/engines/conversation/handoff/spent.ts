import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";

/** The agent's usage in this session, since a person last gave the conversation back. */
export const Spent = z.object({
  turns: z.number().int(),
  modelTokens: z.number().int(),
  /** In the currency of the configuration. Absent in a conversation of an older release. */
  toolCost: z.number().optional(),
});
export type Spent = z.infer<typeof Spent>;

export const nothingSpent: Spent = { turns: 0, modelTokens: 0 };

export function addSpent(
  { turns, modelTokens, toolCost = 0 }: Spent,
  usage: { readonly inputTokens: number; readonly outputTokens: number },
  calls: readonly { readonly cost?: number }[],
): Spent {
  const cost = calls.reduce((sum, call) => sum + (call.cost ?? 0), toolCost);
  return {
    turns: turns + 1,
    modelTokens: modelTokens + usage.inputTokens + usage.outputTokens,
    ...(cost > 0 ? { toolCost: cost } : {}),
  };
}

/** Whether the agent has used up the tenant's budget for one conversation. */
export function isOverBudget({ budget }: Pick<TenantConfig, "budget">, spent: Spent): boolean {
  const { turns = Number.POSITIVE_INFINITY, model_tokens = Number.POSITIVE_INFINITY } = budget;
  const isToolCostSpent = budget.tool_cost !== undefined && (spent.toolCost ?? 0) >= budget.tool_cost;
  return spent.turns >= turns || spent.modelTokens >= model_tokens || isToolCostSpent;
}

/** The automatic answers of a conversation since `since`, which count for a day. */
export const Replied = z.object({ since: z.string(), count: z.number().int() });
export type Replied = z.infer<typeof Replied>;

export const dayMs = 24 * 3_600_000;

export function repliesToday(replied: Replied | undefined, now: Date): number {
  return replied && Math.abs(now.getTime() - Date.parse(replied.since)) < dayMs ? replied.count : 0;
}

export function countReply(replied: Replied | undefined, now: Date): Replied {
  const count = repliesToday(replied, now);
  return { since: replied && count > 0 ? replied.since : now.toISOString(), count: count + 1 };
}
