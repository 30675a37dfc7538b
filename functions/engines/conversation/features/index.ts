import { autoReplyFeature } from "./auto-reply.ts";
import { callbacksFeature } from "./callbacks/index.ts";
import { dataCollectionFeature } from "./data-collection/index.ts";
import type { Feature, StateShape } from "./feature.ts";
import { idleFeature } from "./idle/index.ts";
import { offersFeature } from "./offers/index.ts";
import { optOutFeature } from "./opt-out/index.ts";
import { paymentsFeature } from "./payments/index.ts";
import { remindersFeature } from "./reminders/index.ts";
import { repetitionFeature } from "./repetition.ts";
import { retargetingFeature } from "./retargeting/index.ts";
import { surveysFeature } from "./surveys/index.ts";

/** Every feature of conversations, in the order in which turns ask them. */
const all = [
  optOutFeature,
  autoReplyFeature,
  dataCollectionFeature,
  retargetingFeature,
  remindersFeature,
  idleFeature,
  callbacksFeature,
  paymentsFeature,
  offersFeature,
  surveysFeature,
  repetitionFeature,
] as const;

export const features: readonly Feature<StateShape>[] = all;

/** The fields of all features together. */
export type FeatureState = Intersection<(typeof all)[number]["state"]>;

export const featureState = Object.assign({}, ...all.map(({ state }) => state)) as FeatureState;

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (each: infer All) => void
  ? All
  : never;
