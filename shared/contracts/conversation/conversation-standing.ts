import { z } from "zod";
import { readModel } from "../read-model.ts";
import { ConversationCore } from "./conversation-summary.ts";

const ConversationStanding = z.object({
  ...ConversationCore.shape,
  /** When its session began. Absent in a session that an older release began. */
  sessionAt: z.string().optional(),
});

/** Whether a conversation's session is over. The conversation engine owns these documents. */
export const conversationSessions = readModel<z.infer<typeof ConversationStanding>>({
  name: "conversations",
  state: ConversationStanding as unknown as z.ZodType<z.infer<typeof ConversationStanding>>,
  indexes: [],
});
