import {
  conversationEscalated,
  conversationSummaryDue,
  handoffDue,
  loopEnded,
  rolloutLookDue,
} from "../../../../../shared/events/index.ts";
import { features } from "../../features/index.ts";

/** What a reply publishes without features: for a person who takes over, and for the summary, and when it ends a loop. */
export const replyPublishes = [conversationEscalated, handoffDue, conversationSummaryDue, loopEnded];

/** What a reply schedules without features: a look at the rollout that it belongs to. */
export const replySchedules = [rolloutLookDue];

/** What a reply publishes and schedules with every feature. */
export const featuredReplyPublishes = [...replyPublishes, ...features.flatMap(({ publishes = [] }) => publishes)];
export const featuredReplySchedules = [...replySchedules, ...features.flatMap(({ schedules = [] }) => schedules)];
