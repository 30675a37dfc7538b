/**
 * The bytes of JSON that each part of a conversation and of a turn's record may take. Together they stay below the 768
 * KiB that a sealed document holds, whatever the script (tests/contracts/limits/largest-documents.test.ts).
 */
export const limits = {
  /** The newest messages. Older ones are in the turns' records. */
  recent: 160_000,
  /** A burst that waits for its end. A larger one is answered at once. */
  pending: 60_000,
  /** The newest private notes of a handoff. The log keeps all of them. */
  notes: 70_000,
  summary: 12_000,
  context: 20_000,
  /** One message of a customer, and the whole mail that it is the new part of. */
  inboundText: 200_000,
  inboundOriginal: 100_000,
  /** The parts of a message besides its text: a cart, a form, a place. */
  inboundDetails: 20_000,
  /** The wordings that a message had before its changes; the newest are kept. */
  earlierWordings: 10_000,
  /** One detail that a customer gave. */
  detail: 1_000,
  /** All messages that one turn sends. */
  said: 60_000,
  toolCalls: 70_000,
  /** What models were shown for one turn, and one text of it. */
  shown: 500_000,
  shownText: 120_000,
} as const;
