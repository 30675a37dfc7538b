import { z } from "zod";
import { ChannelType, messageReceived } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/**
 * The customer opted out of a channel. A provider reported a link, a button or a complaint, or the customer wrote STOP.
 * STOP is reported beside the message itself, so that it does not wait for a reply in progress.
 */
export const optOutReported = eventType(
  "opt-out-reported",
  z.object({
    conversationId: z.string(),
    channel: ChannelType,
    /** The provider's term for what the customer did; stored with the customer as the wording. */
    wording: z.string(),
    /** The message that opts out, whose own turn confirms it; null when a provider reported it. */
    message: messageReceived.schema.nullable().default(null),
  }),
);
export type OptOutReported = z.infer<typeof optOutReported.schema>;
