import type { z } from "zod";
import { ConversationCore, conversationSummaries } from "./conversation/conversation-summary.ts";
import { readModel } from "./read-model.ts";

const RecentConversation = ConversationCore.pick({ id: true, channel: true, customer: true, language: true });

/** Conversations by their newest change. The conversation engine owns these documents. */
export const recentConversations = readModel<z.infer<typeof RecentConversation>>({
  name: conversationSummaries.name,
  state: RecentConversation as unknown as z.ZodType<z.infer<typeof RecentConversation>>,
  indexes: [["updatedAt"]],
  spread: ["updatedAt"],
});
