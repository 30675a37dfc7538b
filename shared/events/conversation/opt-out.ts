import { z } from "zod";
import { eventType } from "../event-type.ts";
import { ChannelType, messageReceived } from "./conversation.ts";

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
    /** The turn that confirms an opt-out which the agent recorded. Its own messages still leave. */
    confirmedBy: z.string().optional(),
    /** The opt-out has ended: an operator recorded that the customer wants messages again. */
    ended: z.boolean().optional(),
  }),
);
export type OptOutReported = z.infer<typeof optOutReported.schema>;

/** WhatsApp's own setting for marketing messages of one business, switched off or on by the customer. */
export const marketingPreferenceReported = eventType(
  "marketing-preference-reported",
  z.object({
    channel: ChannelType,
    /** The customer's address, as the provider gave it. */
    address: z.string(),
    name: z.string().nullable(),
    granted: z.boolean(),
    /** The provider's words; stored as the consent's wording. */
    wording: z.string(),
    at: z.string(),
  }),
);
export type MarketingPreferenceReported = z.infer<typeof marketingPreferenceReported.schema>;
