import { paymentsRule } from "./payments.ts";
import { retargetingRule } from "./retargeting.ts";
import type { Rule } from "./rule.ts";

/** Every rule that takes part in turns, in the order in which they are asked. */
export const rules: readonly Rule[] = [retargetingRule, paymentsRule];
