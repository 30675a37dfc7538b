import { z } from "zod";
import { ChannelType } from "../events/conversation/conversation.ts";
import { clipToBytes, jsonBytes, newestWithinBytes } from "../schema/byte-budget.ts";

/** A consent given or withdrawn, with its wording, time and channel. Records are never changed. */
export const Consent = z.object({
  purpose: z.literal(["marketing", "data_collection", "recording"]),
  channel: ChannelType,
  granted: z.boolean(),
  wording: z.string(),
  at: z.string(),
});
export type Consent = z.infer<typeof Consent>;

/** Bytes of JSON of one wording: 2,000 characters of any script. */
const wordingBytes = 6_002;
/** Bytes of JSON of a record's consents: all that count today at their longest, which take 170,000, and the history. */
const consentBytes = 180_000;

/** Consents with one more, which is the newest. */
export function addConsent(consents: readonly Consent[], added: Consent): Consent[] {
  return boundedConsents([...consents, { ...added, wording: clipToBytes(added.wording, wordingBytes) }]);
}

/**
 * The consents that a record keeps, oldest first as given. What counts today always stays. Of the history, the newest
 * that fit stay: some 700 changes with short wordings.
 */
export function boundedConsents(consents: readonly Consent[]): Consent[] {
  const counting = countingToday(consents);
  const history = consents.filter((consent) => !counting.has(consent));
  const kept = new Set(newestWithinBytes(history, consentBytes - jsonBytes([...counting])));
  return consents.filter((consent) => counting.has(consent) || kept.has(consent));
}

/**
 * What `newestConsent` may answer: the newest of each purpose and channel, and the newest refusal of each purpose, which
 * counts on channels without a consent of their own.
 */
function countingToday(consents: readonly Consent[]): ReadonlySet<Consent> {
  const refusals = consents.filter(({ granted }) => !granted);
  return new Set([
    ...new Map(consents.map((consent) => [`${consent.purpose} ${consent.channel}`, consent])).values(),
    ...new Map(refusals.map((refusal) => [refusal.purpose, refusal])).values(),
  ]);
}

/** The refusals of marketing that stand, without the customer's words: what an erasure leaves of consents. */
export function standingRefusals(consents: readonly Consent[]): Consent[] {
  const marketing = consents.filter(({ purpose }) => purpose === "marketing");
  const newest = new Map(marketing.map((consent) => [consent.channel, consent])).values();
  return [...newest].filter(({ granted }) => !granted).map((refusal) => ({ ...refusal, wording: "" }));
}
