import { ConversationSummary } from "../../../../../shared/contracts/conversation/conversation-summary.ts";

/** The customer's unfinished booking, which follow-ups read. */
export const bookingState = ConversationSummary.pick({ booking: true }).shape;
