import { z } from "zod";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/** A provider told that the customer wants nothing more on a channel: by a link, a button, or a complaint. */
export const optOutReported = eventType(
  "opt-out-reported",
  z.object({
    conversationId: z.string(),
    channel: ChannelType,
    /** What the customer did, as the provider calls it: kept with the customer as the wording. */
    wording: z.string(),
  }),
);
export type OptOutReported = z.infer<typeof optOutReported.schema>;
