import { parseCondition } from "../conditions/condition.ts";
import type { TenantConfig } from "../schema.ts";

/** Names that every text to a customer may use: whom it is for and who writes it. */
export const commonNames = ["customer_name", "client_name"] as const;

/** Names of what customers say about themselves, as a conversation keeps it. */
export function collectedNames({ data_collection }: Pick<TenantConfig, "data_collection">): readonly string[] {
  const ids = ["phone", "email", ...(data_collection?.fields ?? []).map(({ id }) => id)];
  return ids.map((id) => `customer_${id}`);
}

type RetargetingRule = TenantConfig["business_logic"]["outbound_retargeting"]["triggers"][number];

/** Names that a retargeting text may use: the facts its condition reads, those it lists, and what is collected. */
export function retargetingNames(
  config: Pick<TenantConfig, "data_collection">,
  { condition, facts }: Pick<RetargetingRule, "condition" | "facts">,
): readonly string[] {
  const parsed = parseCondition(condition);
  return [...(parsed.ok ? parsed.condition.reads : []), ...facts, ...collectedNames(config)];
}

/** Names that are known and have no value yet. */
export function withoutValues(names: readonly string[]): Readonly<Record<string, null>> {
  return Object.fromEntries(names.map((name) => [name, null]));
}
