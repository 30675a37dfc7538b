import { z } from "zod";

/** A call that waits for the customer's yes. */
export const WaitingCall = z.object({
  id: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  preview: z.object({
    title: z.string(),
    lines: z.array(z.object({ label: z.string(), value: z.string() })),
  }),
  askedAt: z.string(),
  expiresAt: z.string(),
});
export type WaitingCall = z.infer<typeof WaitingCall>;

export const confirmationState = { waitingCall: WaitingCall.nullable().default(null) };
