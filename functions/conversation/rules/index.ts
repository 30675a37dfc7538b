import { autoReplyRule } from "./auto-reply.ts";
import { keywordsRule } from "./keywords.ts";
import { paymentsRule } from "./payments.ts";
import { remindersRule } from "./reminders.ts";
import { retargetingRule } from "./retargeting.ts";
import type { Rule } from "./rule.ts";

/** Every rule that takes part in turns, in the order in which they are asked. */
export const rules: readonly Rule[] = [keywordsRule, autoReplyRule, retargetingRule, remindersRule, paymentsRule];
