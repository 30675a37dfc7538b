import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ModelReply } from "../../models/model.ts";
import { canonicalJson } from "../../schema/canonical-json.ts";
import { declarationOf } from "../calls/tool-declaration.ts";
import type { Progress } from "../progress.ts";

const answers = new LRUCache<string, ModelReply>({ max: 2_000 });

/**
 * The key of an answer that other customers may get as well: the first answer of a conversation that has no history, notes or
 * corrections yet. It covers everything that the model reads except the time of day, so another configuration, passage,
 * product or wording is another key. Undefined where the tenant does not reuse answers.
 */
export function answerKey({
  turn,
  system,
  messages,
  tools,
  replies,
  findings,
  toolCalls,
}: Progress): string | undefined {
  const { config, tenantId, recent, summary, briefing, inbound } = turn;
  const isFirst = replies.length === 0 && findings.length === 0 && toolCalls.length === 0;
  const isFresh = recent.length === 0 && summary === "" && Object.keys(turn.context).length === 0;
  const isPlain = (briefing?.notes ?? []).length === 0 && inbound.every(({ attachments }) => attachments.length === 0);
  if (config.conversation.reuse_answers_seconds === 0 || !isFirst || !isFresh || !isPlain || turn.granted)
    return undefined;
  const declared = [...tools.values()].map(declarationOf);
  const asked = [
    tenantId,
    turn.channel,
    config.agent.model,
    withoutTime(system),
    messages,
    declared,
    turn.identity ?? null,
  ];
  return createHash("sha256").update(canonicalJson(asked)).digest("base64url");
}

/** The day stays, the minute goes: "It is Sunday, 2026-11-29, 10:45 in Asia/Kolkata." */
function withoutTime(system: string): string {
  return system.replace(/(\n# Now\nIt is [^\n]*?), \d{2}:\d{2} in /, "$1 in ");
}

/** An answer that was given before, which costs nothing. */
export function rememberedAnswer(key: string): ModelReply | undefined {
  const reply = answers.get(key);
  return reply && { ...reply, inputTokens: 0, outputTokens: 0 };
}

/** Remembers an answer that the guard has passed. */
export function rememberAnswer(key: string, reply: ModelReply, seconds: number): void {
  answers.set(key, reply, { ttl: seconds * 1_000 });
}
