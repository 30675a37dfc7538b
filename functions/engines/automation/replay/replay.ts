import { z } from "zod";
import { Answer, Difference, TurnVerdict } from "../../../../shared/agent/comparison/answer.ts";
import { RecordedCall, replayedConversationCalls } from "../../../../shared/contracts/lifecycle/recorded-calls.ts";
import { ChannelType } from "../../../../shared/events/conversation/conversation.ts";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { byConversation } from "../../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

/** The old version answers, and the new one. */
export const replayArms = ["old", "new"] as const;
export type ReplayArm = (typeof replayArms)[number];

const Arm = z.object({
  /** Messages that were said to the version. */
  sent: z.number().int(),
  /** Looks that have passed since the last one was said. */
  waited: z.number().int(),
  answers: z.array(Answer),
  /** True when nothing more is said: all is answered, a person took over, or no answer came. */
  over: z.boolean(),
});
export type Arm = z.infer<typeof Arm>;

const ReplayedConversation = z.object({
  runId: z.string(),
  /** Names the round of checks: `checkKeyOf`. */
  checkKey: z.string(),
  /** Counts from 0, newest first. */
  position: z.number().int(),
  conversationId: z.string(),
  channel: ChannelType,
  /** What the customer said, masked. */
  says: z.array(z.string()),
  /** What its tools answered, for the tools that reach outside. */
  recordedCalls: z.array(RecordedCall).default([]),
  old: Arm,
  new: Arm,
  /** Of each turn that both versions were asked. Empty until both have ended. */
  turns: z.array(z.object({ verdict: TurnVerdict, differences: z.array(Difference) })),
  verdict: TurnVerdict.nullable(),
  at: z.string(),
});
export type ReplayedConversation = z.infer<typeof ReplayedConversation>;

const keptMs = 90 * 86_400_000;

/** Recent conversations as the old and the new version answered them, side by side. */
export const replayedConversations: Collection<ReplayedConversation> = {
  name: replayedConversationCalls.name,
  schema: ReplayedConversation,
  indexes: [["checkKey", "position asc"], ["conversationId"]],
  confidential: true,
  personal: { fields: ["says", "recordedCalls", "old", "new", "turns"], find: byConversation("conversationId") },
  expiry: ({ at }) => new Date(Date.parse(at) + keptMs),
};

/** `gone`: its customer was erased meanwhile. `not-played`: the time or the money was used up before. */
const Standing = z.literal(["waiting", "playing", "same", "better", "worse", "look", "gone", "not-played"]);
export type Standing = z.infer<typeof Standing>;

const Replay = z.object({
  runId: z.string(),
  round: z.number().int(),
  oldVersion: z.number().int(),
  newVersion: z.number().int(),
  /** One for each replayed conversation, by its position. */
  standings: z.array(Standing),
  /** What both versions have cost so far. */
  spentNanoUsd: z.number(),
  /** Answers of models without a price. */
  unpriced: z.number().int(),
  maxNanoUsd: z.number(),
  /** Tools of MCP servers that the new version may use and nobody has used yet: it answered without them. */
  unknownTools: z.array(z.object({ server: z.string(), host: z.string(), tools: z.array(z.string()) })).default([]),
  stopped: z.literal(["money", "time"]).nullable(),
  beganAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Replay = z.infer<typeof Replay>;

/** How far the replay of a run is, by the run's id. A merge begins another in its place. */
export const automationReplays = ownedDocument<Replay>({
  name: "automation-replays",
  state: Replay,
  indexes: [],
  confidential: false,
  // Counts and positions.
  personal: "nothing",
});

export function replayedId(checkKey: string, position: number): string {
  return `${checkKey}-${position}`;
}
