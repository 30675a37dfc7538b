import { z } from "zod";
import { ChannelType } from "../conversation/conversation.ts";
import { eventType } from "../event-type.ts";

/** A customer asked for something that the tenant's configuration lists as missing: a tool or an integration. */
export const CapabilityRequest = z.object({
  /** One per conversation and capability. */
  requestId: z.string(),
  kind: z.literal(["tool", "integration"]),
  /** Its name in the configuration. */
  name: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  channel: ChannelType,
  at: z.string(),
});
export type CapabilityRequest = z.infer<typeof CapabilityRequest>;

export const missingCapabilityRequested = eventType("missing-capability-requested", CapabilityRequest);
