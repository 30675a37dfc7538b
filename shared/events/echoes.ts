import { z } from "zod";
import { Attachment } from "./attachment.ts";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/**
 * A provider reported a message that left the tenant's own account: the product's, or one that a colleague wrote in the
 * channel's app.
 */
export const messageEchoed = eventType(
  "message-echoed",
  z.object({
    conversationId: z.string(),
    messageId: z.string(),
    channel: ChannelType,
    accountAddress: z.string().nullable(),
    customerAddress: z.string(),
    providerMessageId: z.string(),
    text: z.string(),
    attachments: z.array(Attachment),
    configName: z.string().nullable(),
  }),
);
export type MessageEchoed = z.infer<typeof messageEchoed.schema>;

/** The agent's pause after a colleague's message in the app is over. Void when the colleague has written again. */
export const appPauseEnded = eventType(
  "app-pause-ended",
  z.object({ conversationId: z.string(), pauseId: z.string() }),
);
export type AppPauseEnded = z.infer<typeof appPauseEnded.schema>;
