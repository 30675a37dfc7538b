import { ConversationSummary } from "../../../../../shared/contracts/conversation-summary.ts";

export const bookingState = {
  /** The booking that the customer began and has not finished. */
  booking: ConversationSummary.shape.booking,
};
