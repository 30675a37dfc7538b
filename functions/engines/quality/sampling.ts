import { createHash } from "node:crypto";

/** Why a conversation is evaluated. */
export const samplingReasons = ["escalation", "low-rating", "guard", "sample", "requested"] as const;
export type SamplingReason = (typeof samplingReasons)[number];

/** A rating of at most this is low, of 5. */
const lowRating = 2;

/**
 * Why a finished conversation is evaluated, or undefined: always after an escalation, a low rating or a finding of the
 * guard, otherwise a share of them. The same conversation is always drawn alike. Pure.
 */
export function samplingReason(
  conversation: {
    readonly id: string;
    readonly handedOver: boolean;
    readonly guardEvents: number;
    readonly rating: number | null;
  },
  samplePercent: number,
): SamplingReason | undefined {
  if (conversation.handedOver) return "escalation";
  if (conversation.rating !== null && conversation.rating <= lowRating) return "low-rating";
  if (conversation.guardEvents > 0) return "guard";
  return percentile(conversation.id) < samplePercent ? "sample" : undefined;
}

/** A number from 0 to below 100, evenly spread over ids. */
function percentile(id: string): number {
  return (createHash("sha256").update(`quality ${id}`).digest().readUInt32BE() / 2 ** 32) * 100;
}
