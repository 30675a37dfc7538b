import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import type { FinishedTurn } from "../../../../shared/contracts/conversation/finished-turns.ts";
import type { ModelRequests } from "../../../../shared/prices/model-counters.ts";
import { type CheckedConversation, checkTurns } from "../checks/check-turns.ts";
import type { CheckedTurn, Finding } from "../checks/finding.ts";
import type { JudgeAnswer, Verdict } from "../judge/judge.ts";
import { isUncertain, middleVote, wantsMoreVotes, withVerdict } from "../judge/settle-verdict.ts";
import { type Outcome, type Scores, scoresOf } from "../scores.ts";
import type { Judge } from "./evaluation.ts";

export interface Evaluated {
  readonly scores: Scores;
  readonly checked: CheckedConversation;
  readonly judge: Judge;
  /** What the judge's votes used; null: it was not asked. */
  readonly usage: ModelRequests | null;
}

interface Material {
  readonly turns: readonly FinishedTurn[];
  readonly checkedTurns: readonly CheckedTurn[];
  readonly resolved: boolean;
  readonly rating: number | null;
}

/**
 * Evaluates a conversation: the checks first, and a judge only where they leave a question. `vote` asks the judge once;
 * undefined where none may be asked, and `notAsked` says why.
 */
export async function evaluate(
  material: Material,
  judge: { readonly vote: (() => Promise<JudgeAnswer>) | undefined; readonly notAsked: "disabled" | "cap" },
): Promise<Evaluated> {
  const checked = withUnanswered(await checkTurns(material.checkedTurns), material);
  const scores = scoresOf(checked, outcomeOf(material, checked));
  const not = (why: "certain" | "disabled" | "cap"): Evaluated => ({
    scores,
    checked,
    judge: { status: "not-asked", why },
    usage: null,
  });
  if (checked.answered === 0 || !isUncertain(checked.grounding, scores)) return not("certain");
  if (judge.vote === undefined) return not(judge.notAsked);
  const first = await judge.vote();
  let { usage } = first;
  if (first.verdict === null) return { scores, checked, judge: { status: "unusable", model: first.model }, usage };
  const votes: [Verdict, ...Verdict[]] = [first.verdict];
  if (wantsMoreVotes(scores, first.verdict))
    for (const answer of [await judge.vote(), await judge.vote()]) {
      usage = addUsage(usage, answer.usage);
      if (answer.verdict !== null) votes.push(answer.verdict);
    }
  const verdict = middleVote(votes);
  const rated = { status: "rated" as const, model: first.model, votes: votes.length, judgements: { ...verdict } };
  return { scores: withVerdict(scores, verdict), checked, judge: rated, usage };
}

function addUsage(one: ModelRequests, other: ModelRequests): ModelRequests {
  return {
    ...one,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cachedTokens: (one.cachedTokens ?? 0) + (other.cachedTokens ?? 0),
    modelCalls: one.modelCalls + other.modelCalls,
  };
}

/** At most so much of an answer may be words that happen to stand in a source. */
const littleSupport = 0.3;

const wrongKinds: ReadonlySet<Finding["kind"]> = new Set([
  "unsupported-number",
  "unsupported-name",
  "contradicts-source",
]);

/** An answer that neither the sources nor a tool support: the question is left open. */
function withUnanswered(checked: CheckedConversation, { checkedTurns, turns }: Material): CheckedConversation {
  const left = turns.flatMap((turn, at): Finding[] => {
    const seen = checkedTurns[at];
    if (seen === undefined || seen.byPerson || seen.replies.length === 0 || !asksSomething(seen.asked)) return [];
    const told = turn.toolCalls.some(({ status }) => status === "completed");
    const cites = [...(turn.reply ? [turn.reply] : []), ...turn.more].some(({ citations }) => citations.length > 0);
    const supported = (checked.support.get(turn.index) ?? 0) > littleSupport;
    // A wrong answer is told as wrong.
    const isWrong = checked.findings.some(({ kind, turn: of }) => of === turn.index && wrongKinds.has(kind));
    if (told || cites || supported || isWrong || seen.escalated) return [];
    return [{ kind: "unanswered", turn: turn.index, quote: clip(seen.asked, 280), evidence: null }];
  });
  return { ...checked, findings: [...checked.findings, ...left] };
}

const question =
  /[?？؟]|\b(?:how|what|when|where|which|who|why|can|do|does|is|are|kitna|kitne|kya|kab|kahan|kaise|kaun)\b|क्या|कब|कहाँ|कहां|कैसे|कितन|कौन|क्यों/iu;

function asksSomething(text: string): boolean {
  return question.test(text) && text.length >= 8;
}

function outcomeOf({ turns, resolved, rating }: Material, checked: CheckedConversation): Outcome {
  const sentiments = turns.flatMap(({ signals }) =>
    typeof signals.sentiment_score === "number" ? [signals.sentiment_score] : [],
  );
  return {
    resolved,
    handedOver: turns.some(({ escalationReason }) => escalationReason !== null),
    toolsCompleted: turns
      .flatMap(({ toolCalls }) => toolCalls)
      .filter(({ name, status }) => status === "completed" && acts(name)).length,
    lastSentiment: sentiments.at(-1) ?? null,
    rating,
    unanswered: checked.findings.filter(({ kind }) => kind === "unanswered").length,
  };
}

/** Looking something up is not yet what a customer wanted done. */
function acts(tool: string): boolean {
  return !/search|find|get|list|look|check|knowledge|faq/iu.test(tool);
}
