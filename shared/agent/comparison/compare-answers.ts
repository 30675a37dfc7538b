import { leadsIn } from "../guard/links/leads.ts";
import { numbersSaid } from "../guard/prices/numbers-said.ts";
import { languageOf } from "../language/language.ts";
import type { Answer, Difference, DifferenceKind, TurnVerdict } from "./answer.ts";

/** Numbers up to this stand before the items of a list, and say nothing. */
const listNumber = 3;
/** A cost counts when it is this many times the old one, and by more than these tokens. */
const costly = { times: 2, tokens: 1_000 };
const shownCharacters = 200;

interface Sides {
  readonly said: string;
  readonly old: Answer;
  readonly new: Answer;
}

/**
 * What differs between two answers to the same message, as far as it can be told without a model. Another wording is no
 * difference. What only a person can judge is `look`. Pure.
 */
export function compareAnswers(sides: Sides): readonly Difference[] {
  const found: readonly (Difference | undefined)[] = [
    answered(sides),
    fewer("guard", sides, ({ guardFindings }) => guardFindings),
    handedOver(sides),
    ...tools(sides),
    notReplayed(sides),
    language(sides),
    sources(sides),
    facts(sides),
    cost(sides),
  ];
  return found.flatMap((difference) => difference ?? []);
}

/** The verdict over several: what is worse counts before what a person must look at, and that before what is better. */
export function overallVerdict(verdicts: readonly TurnVerdict[]): TurnVerdict {
  const order: readonly TurnVerdict[] = ["worse", "look", "better"];
  return order.find((verdict) => verdicts.includes(verdict)) ?? "same";
}

function isSilent({ text, handoff }: Answer): boolean {
  return text === null && handoff === null;
}

function answered(sides: Sides): Difference | undefined {
  const [before, after] = [isSilent(sides.old), isSilent(sides.new)];
  if (before === after) return undefined;
  const words = (silent: boolean) => (silent ? "no answer" : "an answer");
  return difference("answer", after ? "worse" : "better", words(before), words(after));
}

/** What each has more of than the other is against it. */
function fewer(kind: DifferenceKind, sides: Sides, of: (answer: Answer) => readonly string[]): Difference | undefined {
  const [before, after] = [of(sides.old), of(sides.new)];
  const [gone, come] = [without(before, after), without(after, before)];
  if (gone.length === 0 && come.length === 0) return undefined;
  const verdict = come.length === 0 ? "better" : gone.length === 0 ? "worse" : "look";
  return difference(kind, verdict, listed(before), listed(after));
}

/** Whether a person is the right one may be what the new requirements ask for. */
function handedOver({ old: before, new: after }: Sides): Difference | undefined {
  if ((before.handoff === null) === (after.handoff === null)) return undefined;
  if (isSilent(before) || isSilent(after)) return undefined;
  return difference("handoff", "look", before.handoff ?? "not handed over", after.handoff ?? "not handed over");
}

function tools(sides: Sides): readonly (Difference | undefined)[] {
  const failed = fewer("tool-failed", sides, (answer) =>
    answer.tools.filter(({ completed }) => !completed).map(({ name }) => name),
  );
  const called = (answer: Answer) => answer.tools.map((tool) => `${tool.name}(${tool.arguments})`);
  const [before, after] = [called(sides.old), called(sides.new)];
  const isSame = without(before, after).length === 0 && without(after, before).length === 0;
  return [failed, isSame ? undefined : difference("tools", "look", listed(before), listed(after))];
}

/** What such a call would have answered is not known, so what rests on it must be looked at, also where both made it. */
function notReplayed(sides: Sides): Difference | undefined {
  const namesIn = (answer: Answer) => answer.tools.flatMap(({ name, replayable }) => (replayable ? [] : [name]));
  const [before, after] = [namesIn(sides.old), namesIn(sides.new)];
  if (before.length === 0 && after.length === 0) return undefined;
  return difference("not-replayable", "look", listed(before), listed(after));
}

/** The customer's own language is the right one, where the message tells it. */
function language({ said, old: before, new: after }: Sides): Difference | undefined {
  if (before.language === null || after.language === null) return undefined;
  const [one, other] = [base(before.language), base(after.language)];
  if (one === other) return undefined;
  const wanted = languageOf(said);
  const verdict = wanted && base(wanted) === one ? "worse" : wanted && base(wanted) === other ? "better" : "look";
  return difference("language", verdict, one, other);
}

/** An answer that quotes a source, or that a tool gave, rests on more than one that does not. */
function sources({ old: before, new: after }: Sides): Difference | undefined {
  if (before.text === null || after.text === null) return undefined;
  const rests = (answer: Answer) =>
    answer.sources.length > 0 || answer.tools.some(({ completed, replayable }) => completed && replayable);
  if (rests(before) === rests(after)) return undefined;
  return difference("source", rests(after) ? "better" : "worse", listed(before.sources), listed(after.sources));
}

/** Prices, times, quantities and links: what customers act on. */
function facts({ said, old: before, new: after }: Sides): Difference | undefined {
  if (before.text === null || after.text === null) return undefined;
  const given = new Set(factsIn(said));
  const [one, other] = [before.text, after.text].map((text) => factsIn(text).filter((fact) => !given.has(fact)));
  if (one === undefined || other === undefined) return undefined;
  const [gone, come] = [without(one, other), without(other, one)];
  return gone.length === 0 && come.length === 0 ? undefined : difference("facts", "look", listed(gone), listed(come));
}

function factsIn(text: string): readonly string[] {
  const numbers = numbersSaid(text).filter((value) => value > listNumber || !Number.isInteger(value));
  const { links, contacts } = leadsIn(text);
  return [...numbers.map(String), ...links.map(({ host, path }) => `${host}${path}`), ...contacts];
}

function cost({ old: before, new: after }: Sides): Difference | undefined {
  if (isSilent(before) || isSilent(after)) return undefined;
  const [one, other] =
    before.nanoUsd === null || after.nanoUsd === null ? [before.tokens, after.tokens] : [before.nanoUsd, after.nanoUsd];
  if (other < one * costly.times || after.tokens - before.tokens < costly.tokens) return undefined;
  return difference("cost", "look", `${before.tokens} tokens`, `${after.tokens} tokens`);
}

function base(code: string): string {
  return code.split("-")[0] ?? code;
}

/** Each as often as it stands in `one` more than in `other`. */
function without(one: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return one.filter((value) => {
    const at = left.indexOf(value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? "none" : values.join(", ");
}

function difference(kind: DifferenceKind, verdict: Difference["verdict"], before: string, after: string): Difference {
  return { kind, verdict, old: before.slice(0, shownCharacters), new: after.slice(0, shownCharacters) };
}
