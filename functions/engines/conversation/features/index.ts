import { autoReplyRule } from "./auto-reply.ts";
import { callbacksRule } from "./callbacks/index.ts";
import { dataCollectionRule } from "./data-collection/index.ts";
import type { Feature } from "./feature.ts";
import { idleRule } from "./idle/index.ts";
import { crossSellRule } from "./offers/index.ts";
import { keywordsRule } from "./opt-out/index.ts";
import { paymentsRule } from "./payments/index.ts";
import { remindersRule } from "./reminders.ts";
import { repetitionRule } from "./repetition.ts";
import { retargetingRule } from "./retargeting.ts";
import { surveysRule } from "./surveys/index.ts";

/** Every rule that takes part in turns, in the order in which they are asked. */
export const features: readonly Feature[] = [
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
