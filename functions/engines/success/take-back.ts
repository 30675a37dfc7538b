import { z } from "zod";
import { type ConversationMeasured, conversationMeasured, measurementTaken } from "../../../shared/events/index.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";

/** A customer who comes back within three days was not helped. */
const returnsWithinMs = 3 * 86_400_000;
const keptMs = 45 * 86_400_000;

const LastSession = z.object({
  startedAt: z.string(),
  endedAt: z.string(),
  outcome: z.literal(["resolved", "silent"]),
  agent: z.object({ name: z.string(), version: z.number().int() }),
});
type LastSession = z.infer<typeof LastSession>;

/** The newest ended session of each conversation. */
export const lastSessions = ownedDocument<LastSession>({
  name: "success-last-sessions",
  state: LastSession,
  indexes: [],
  confidential: false,
  // Times and a configuration of a conversation, which names nobody.
  personal: "nothing",
  expiry: ({ endedAt }) => new Date(Date.parse(endedAt) + keptMs),
});

/**
 * Takes a resolution back when the customer returns soon after it. Sessions may be told in any order; the measurement's
 * source names the session that it takes back, so that it counts once.
 */
export const takeBackStep = step({
  name: "success-take-back",
  on: conversationMeasured,
  publishes: [measurementTaken],
  document: lastSessions,
  documentId: ({ data }) => data.conversationId,
  decide(known, { data }) {
    const { startedAt, endedAt, outcome, agent, conversationId } = data;
    const told: LastSession = { startedAt, endedAt, outcome, agent };
    if (known === undefined) return { document: told };
    if (known.startedAt === startedAt) return undefined;
    const [first, second] = known.startedAt < startedAt ? [known, told] : [told, known];
    const publish = isTakenBack(first, second) ? [reopened(conversationId, first, data)] : [];
    return { document: second, publish };
  },
});

function isTakenBack(first: LastSession, second: LastSession): boolean {
  const awayMs = Date.parse(second.startedAt) - Date.parse(first.endedAt);
  return first.outcome === "resolved" && awayMs < returnsWithinMs;
}

function reopened(
  conversationId: string,
  { startedAt, endedAt, agent }: LastSession,
  { channel }: ConversationMeasured,
) {
  return newEvent(measurementTaken, conversationId, {
    source: `reopened ${conversationId} ${startedAt}`,
    at: endedAt,
    conversationId,
    agent,
    channel,
    add: { conversations: { reopened: 1 } },
  });
}
