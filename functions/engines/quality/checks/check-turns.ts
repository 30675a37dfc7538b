import { setImmediate as nextTick } from "node:timers/promises";
import { languageOf } from "../../../../shared/agent/language/language.ts";
import { rawWordsOf } from "../../../../shared/knowledge/words.ts";
import { type Fault, groundingOf, type JudgedClaim, sourceReader } from "../grounding/grounding.ts";
import { sentencesOf } from "../grounding/sentences.ts";
import type { CheckedTurn, Finding } from "./finding.ts";
import { promisesIn } from "./promises.ts";

export interface CheckedConversation {
  readonly findings: readonly Finding[];
  /** The share of the agent's statements that their sources support, 0 to 1; null when nothing was stated. */
  readonly grounding: number | null;
  /** The number of turns in which the agent answered. */
  readonly answered: number;
  /** By the turn's index, how far its sources support its answer; a turn that states nothing is left out. */
  readonly support: ReadonlyMap<number, number>;
}

const kindOfFault: Readonly<Record<Fault, Finding["kind"]>> = {
  number: "unsupported-number",
  name: "unsupported-name",
  negation: "contradicts-source",
  "own-life": "unsupported-statement",
  words: "unsupported-statement",
  relation: "unsupported-statement",
};
/** The order in which a sentence's faults are told: one finding a sentence. */
const severity: readonly Fault[] = ["number", "negation", "name", "own-life", "words", "relation"];
/** A statement with more support than this is not reported for its words alone. */
const enoughSupport = 0.5;
const mostQuoted = 300;
/** A shorter answer may be repeated: "Yes", "You are welcome". */
const fewestRepeated = 6;

/** Checks the agent's turns of one conversation without a model. Linear in its text; other work runs between two turns. */
export async function checkTurns(turns: readonly CheckedTurn[]): Promise<CheckedConversation> {
  const findings: Finding[] = [];
  const support = new Map<number, number>();
  const earlier = new Set<string>();
  const everDone = new Set<string>();
  const read = sourceReader();
  let answered = 0;
  for (const turn of turns) {
    for (const tool of turn.completedTools) everDone.add(tool);
    if (turn.byPerson || turn.replies.length === 0) continue;
    answered += 1;
    await nextTick();
    const reply = turn.replies.join("\n");
    const note = (kind: Finding["kind"], quote: string, evidence: string | null = null) =>
      findings.push({
        kind,
        turn: turn.index,
        quote: quote.slice(0, mostQuoted),
        evidence: evidence?.slice(0, mostQuoted) ?? null,
      });
    const { score, claims } = groundingOf(reply, turn.sources, [turn.asked], read);
    if (claims.length > 0 && turn.sources.length > 0) support.set(turn.index, score);
    if (turn.sources.length > 0) for (const claim of claims) noteClaim(claim, note);
    if (everDone.size === 0)
      for (const promise of promisesIn(sentencesOf(reply))) note("promise-without-action", promise);
    for (const code of turn.guardFindings) note("policy", reply, code);
    if (speaksAnother(turn.asked, reply)) note("wrong-language", reply);
    const said = rawWordsOf(reply);
    const key = said.join(" ");
    if (said.length >= fewestRepeated && earlier.has(key)) note("repetition", reply);
    earlier.add(key);
  }
  const sum = [...support.values()].reduce((total, score) => total + score, 0);
  return { findings, grounding: support.size === 0 ? null : sum / support.size, answered, support };
}

function noteClaim(
  claim: JudgedClaim,
  note: (kind: Finding["kind"], quote: string, evidence: string | null) => void,
): void {
  const fault = severity.find((each) => claim.faults.includes(each));
  if (fault === undefined) return;
  if ((fault === "words" || fault === "relation") && claim.support > enoughSupport) return;
  note(kindOfFault[fault], claim.sentence, claim.evidence);
}

/** Hindi in Latin letters may be answered in Hindi or English script. Short messages tell no language. */
function speaksAnother(asked: string, reply: string): boolean {
  if (rawWordsOf(asked).length < 4 || rawWordsOf(reply).length < 4) return false;
  const [customer, agent] = [languageOf(asked), languageOf(reply)].map((language) => language?.split("-")[0]);
  return customer !== undefined && agent !== undefined && customer !== agent;
}
