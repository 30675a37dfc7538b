import { autoReplyRule } from "./auto-reply.ts";
import { callbacksRule } from "./callbacks.ts";
import { crossSellRule } from "./cross-sell.ts";
import { dataCollectionRule } from "./data-collection.ts";
import { idleRule } from "./idle.ts";
import { keywordsRule } from "./keywords.ts";
import { paymentsRule } from "./payments.ts";
import { remindersRule } from "./reminders.ts";
import { repetitionRule } from "./repetition.ts";
import { retargetingRule } from "./retargeting.ts";
import type { Rule } from "./rule.ts";
import { surveysRule } from "./surveys.ts";

/** Every rule that takes part in turns, in the order in which they are asked. */
export const rules: readonly Rule[] = [
  keywordsRule,
  autoReplyRule,
  dataCollectionRule,
  retargetingRule,
  remindersRule,
  idleRule,
  callbacksRule,
  paymentsRule,
  crossSellRule,
  surveysRule,
  repetitionRule,
];
