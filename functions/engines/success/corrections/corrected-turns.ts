import { numbersSaid } from "../../../../shared/agent/guard/prices/numbers-said.ts";
import { topicsOf } from "../../../../shared/agent/signals/flags.ts";
import type { FinishedTurn } from "../../../../shared/contracts/conversation/finished-turns.ts";
import { questionKey } from "../../../../shared/knowledge/question-key.ts";
import { termOf, wordsOf } from "../../../../shared/knowledge/words.ts";

/** From this share of common terms on, with the same numbers, two answers say the same. */
const sameFrom = 0.6;
/** A shorter message is a greeting or a thank-you. */
const leastTerms = 3;

/** A question that the agent answered in one way and an operator in another. */
export interface CorrectedTurn {
  /** The index of the agent's turn. */
  readonly turn: number;
  readonly question: string;
  readonly said: string | null;
  readonly right: string;
  readonly by: string;
}

/**
 * The questions of a session that an operator answered differently from the agent. `turns`: oldest first. Of each takeover
 * it is the last question before it, and the operator's first message that tells something. Pure.
 */
export function correctedTurns(turns: readonly FinishedTurn[]): readonly CorrectedTurn[] {
  const found: CorrectedTurn[] = [];
  /** The agent's turns since an operator wrote. */
  let asked: FinishedTurn[] = [];
  let isTaken = false;
  for (const turn of turns) {
    if (turn.by === null) {
      if (textOf(turn) !== "" || turn.escalationReason !== null) isTaken = false;
      asked.push(turn);
      continue;
    }
    const right = textOf(turn);
    if (isTaken || !tells(right)) continue;
    isTaken = true;
    const question = lastQuestion(asked);
    asked = [];
    if (question === undefined) continue;
    const said = textOf(question) || null;
    if (said !== null && saysTheSame(said, right)) continue;
    found.push({ turn: question.index, question: askedIn(question), said, right, by: turn.by });
  }
  return found;
}

export function askedIn({ inbound }: Pick<FinishedTurn, "inbound">): string {
  return inbound.map(({ text }) => text.trim()).join("\n");
}

/** What a turn said, all its messages. */
export function textOf({ reply, more }: Pick<FinishedTurn, "reply" | "more">): string {
  return [...(reply === null ? [] : [reply]), ...more]
    .map(({ text }) => text.trim())
    .filter((text) => text !== "")
    .join("\n");
}

/** What was asked last and answered, or else handed over. */
function lastQuestion(turns: readonly FinishedTurn[]): FinishedTurn | undefined {
  const asking = turns.filter((turn) => isQuestion(askedIn(turn)));
  const answered = asking.findLast((turn) => turn.escalationReason === null && textOf(turn) !== "");
  return answered ?? asking.findLast(({ escalationReason }) => escalationReason !== null) ?? asking.at(-1);
}

/** A wish for a person asks nothing that an answer could be right for. */
function isQuestion(text: string): boolean {
  return questionKey(text) !== undefined && !topicsOf(text).includes("customer_request_escalation");
}

function tells(text: string): boolean {
  const statements = text.split(/(?<=[.!?।؟])\s+|\n/u).filter((sentence) => !/[?؟]\s*$/u.test(sentence));
  const told = statements.join(" ");
  return termsOf(told).size >= leastTerms || numbersSaid(told).length > 0;
}

function saysTheSame(one: string, other: string): boolean {
  const share = (first: ReadonlySet<unknown>, second: ReadonlySet<unknown>) => {
    const all = new Set([...first, ...second]).size;
    return all === 0 ? 1 : (first.size + second.size - all) / all;
  };
  const numbers = share(new Set(numbersSaid(one)), new Set(numbersSaid(other)));
  return numbers === 1 && share(termsOf(one), termsOf(other)) >= sameFrom;
}

function termsOf(text: string): Set<string> {
  return new Set(wordsOf(text).map(termOf));
}
