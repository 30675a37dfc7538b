import { z } from "zod";
import { readModel } from "../read-model.ts";
import { ConversationCore, conversationSummaries } from "./conversation-summary.ts";

const ConversationMessages = z.object({
  ...ConversationCore.pick({ channel: true, customer: true }).shape,
  recent: z.array(z.object({ id: z.string(), role: z.string() })),
});

/** The newest messages of a conversation, by their ids: who told something is found by the message it was read from. */
export const messageAuthors = readModel<z.infer<typeof ConversationMessages>>({
  name: conversationSummaries.name,
  state: ConversationMessages as unknown as z.ZodType<z.infer<typeof ConversationMessages>>,
  indexes: [["customer.id", "updatedAt desc"]],
  spread: ["updatedAt"],
});
