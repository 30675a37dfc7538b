import { z } from "zod";
import { ShownPreview } from "../../../../../shared/events/index.ts";

/** A call that waits for the customer's yes. */
export const WaitingCall = z.object({
  id: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  preview: ShownPreview,
  askedAt: z.string(),
  expiresAt: z.string(),
});
export type WaitingCall = z.infer<typeof WaitingCall>;

export const confirmationState = { waitingCall: WaitingCall.nullable().default(null) };
