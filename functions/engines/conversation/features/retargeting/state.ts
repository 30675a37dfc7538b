import { ConversationSummary } from "../../../../../shared/contracts/conversation-summary.ts";

/** The booking that the customer began and has not finished; follow-ups read it. */
export const bookingState = ConversationSummary.pick({ booking: true }).shape;
