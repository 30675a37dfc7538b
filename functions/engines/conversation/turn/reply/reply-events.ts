import {
  conversationEscalated,
  conversationSummaryDue,
  handoffDue,
  loopEnded,
} from "../../../../../shared/events/index.ts";
import { features } from "../../features/index.ts";

/** What a reply publishes without features: for a person who takes over, and for the summary, and when it ends a loop. */
export const replyPublishes = [conversationEscalated, handoffDue, conversationSummaryDue, loopEnded];

/** What a reply publishes and schedules with every feature. */
export const featuredReplyPublishes = [...replyPublishes, ...features.flatMap(({ publishes = [] }) => publishes)];
export const featuredReplySchedules = features.flatMap(({ schedules = [] }) => schedules);
