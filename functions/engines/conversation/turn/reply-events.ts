import { conversationEscalated, conversationSummaryDue, handoffDue } from "../../../../shared/events/index.ts";
import { features } from "../features/index.ts";

/** What a reply publishes without features: for a person who takes over, and for the summary. */
export const replyPublishes = [conversationEscalated, handoffDue, conversationSummaryDue];

/** What a reply publishes and schedules with every feature. */
export const featuredReplyPublishes = [...replyPublishes, ...features.flatMap(({ publishes = [] }) => publishes)];
export const featuredReplySchedules = features.flatMap(({ schedules = [] }) => schedules);
