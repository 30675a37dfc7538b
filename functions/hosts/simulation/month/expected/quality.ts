import { createHash } from "node:crypto";
import type { RawConversation } from "../raw-records.ts";
import { kindSaid, markIn } from "../texts.ts";

/** What becomes of a finished conversation, by docs/quality.md. */
export interface ExpectedEvaluation {
  readonly reason: "escalation" | "guard" | "sample";
  readonly judge: "rated" | "unusable" | "not-asked";
  readonly votes: number;
  readonly counts: readonly (readonly [string, number])[];
}

/** Of the six significant words of a wrong fact five are known, and a figure that no source has leaves a quarter of that. */
const support = { right: 1, vague: 1 / 2, wrong: 5 / 6 / 4 } as const;
const samplePercent = 10;

/** Undefined: the conversation is not drawn. */
export function expectedEvaluation({ turns }: RawConversation): ExpectedEvaluation | undefined {
  const own = turns.filter(({ by }) => by === null);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const reason = drawnFor(turns);
  if (reason === undefined) return undefined;
  const kind = kindSaid(first.reply?.text ?? "");
  const grounded = support[kind];
  const isHandedOver = turns.some(({ escalationReason }) => escalationReason !== null);
  const isResolved = turns.at(-1)?.status === "resolved";
  const stopped = own.flatMap(({ guardFindings }) => guardFindings).length;
  const mood = Number(last.signals.sentiment_score);
  const checked = {
    helpful: bounded(1 + 9 * (0.6 + 0.4 * mood)),
    accurate: bounded(1 + 9 * grounded - (kind === "wrong" ? own.length : 0)),
    proper: bounded(10 - 4 * stopped),
    goal: isHandedOver ? 4 : isResolved ? 8 : null,
  };
  const mark = markIn(first.inbound[0]?.text ?? "");
  const isAsked = kind === "vague" || checked.goal === null;
  const isUsable = mark >= 1 && mark <= 10;
  const votes = !isAsked ? 0 : isUsable && Math.abs(checked.accurate - mark) >= 3 ? 3 : 1;
  const judged = {
    helpful: mark,
    accurate: bounded(Math.min(mark, (checked.accurate + mark) / 2)),
    proper: Math.min(mark, checked.proper),
    goal: mark,
  };
  const overall = overallOf(isAsked && isUsable ? judged : checked);
  return {
    reason,
    votes,
    judge: !isAsked ? "not-asked" : isUsable ? "rated" : "unusable",
    counts: [
      ["quality.sumHundredths", Math.round(overall * 100)],
      ["quality.hallucinationHundredths", Math.round((1 - grounded) * 100)],
      ["quality.count", 1],
    ],
  };
}

function drawnFor(turns: RawConversation["turns"]): ExpectedEvaluation["reason"] | undefined {
  if (turns.some(({ escalationReason }) => escalationReason !== null)) return "escalation";
  if (turns.some(({ guardFindings }) => guardFindings.length > 0)) return "guard";
  const [first] = turns;
  const digest = createHash("sha256").update(`quality ${first?.conversationId} ${first?.sessionAt}`).digest("hex");
  return Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32 < samplePercent / 100 ? "sample" : undefined;
}

function overallOf(
  parts: Readonly<Record<"helpful" | "accurate" | "proper", number>> & { readonly goal: number | null },
) {
  const { helpful, accurate, proper, goal } = parts;
  const known = [[helpful, 0.3], [accurate, 0.3], [proper, 0.15], ...(goal === null ? [] : [[goal, 0.25]])] as const;
  const weight = known.reduce((sum, [, share = 0]) => sum + share, 0);
  const mean = known.reduce((sum, [score = 0, share = 0]) => sum + score * share, 0) / weight;
  const least = Math.min(...known.map(([score = 0]) => score));
  return bounded(least < 3 ? Math.min(mean, least + 2) : mean);
}

function bounded(score: number): number {
  return Math.round(Math.min(10, Math.max(1, score)) * 100) / 100;
}
