import { z } from "zod";
import { ChannelType, messageReceived } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/**
 * The customer wants nothing more on a channel: a provider told so of a link, a button or a complaint, or they wrote
 * STOP, which is told beside their message so that it waits for no answer that is being written.
 */
export const optOutReported = eventType(
  "opt-out-reported",
  z.object({
    conversationId: z.string(),
    channel: ChannelType,
    /** What the customer did, as the provider calls it: kept with the customer as the wording. */
    wording: z.string(),
    /** The message that says it, whose own turn confirms it; null where a provider told. */
    message: messageReceived.schema.nullable().default(null),
  }),
);
export type OptOutReported = z.infer<typeof optOutReported.schema>;
