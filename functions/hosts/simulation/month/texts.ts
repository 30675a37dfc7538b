/** What the agents know, in their prompts: six significant words each, the fifth of them a figure. */
const facts: readonly (readonly [words: string, figure: number, unit: string])[] = [
  ["Assam leaves brew within", 240, "seconds"],
  ["Parcels reach villages after", 12, "weekdays"],
  ["Copper kettles weigh nearly", 870, "grams"],
  ["Jasmine pearls bloom near", 85, "degrees"],
  ["Wooden chests store roughly", 35, "bricks"],
  ["Smoked lapsang leaves steep", 330, "seconds"],
];
/** A figure for each fact that no fact has, and that follows from none. */
const wrongFigures = [241, 97, 877, 89, 37, 337];
/** Six significant words, and no fact has any of them. */
const invented = "Lanterns glow beside quiet harbours tonight.";

export const knownFacts = facts.map((_, at) => factAt(at)).join(" ");

/** `right` says a fact, `wrong` says it with another figure, `vague` adds as many words that nothing supports. */
export type SaidKind = "right" | "wrong" | "vague";

export function kindOf(
  said: number,
  { saysWrong, isVague }: { readonly saysWrong: number; readonly isVague: number },
): SaidKind {
  if (said < saysWrong) return "wrong";
  return said < saysWrong + isVague ? "vague" : "right";
}

/** A conversation says a fact once, so that no reply repeats another. */
export function replyText(kind: SaidKind, place: number): string {
  if (kind === "wrong") return factAt(place, wrongFigures[place % wrongFigures.length]);
  return kind === "right" ? factAt(place) : `${factAt(place)} ${invented}`;
}

/** The kind that a stored reply is of. */
export function kindSaid(text: string): SaidKind {
  if (text.endsWith(invented)) return "vague";
  return knownFacts.includes(text) ? "right" : "wrong";
}

/** The judge's stand-in gives the mark that the customer names. */
export function questionText(mark: number): string {
  return `Could you explain this again please? I would score ${mark}.`;
}

export function markIn(text: string): number {
  return Number(/score (\d+)/.exec(text)?.[1]);
}

function factAt(place: number, figure?: number): string {
  const [words, right, unit] = facts[place % facts.length] ?? ["", 0, ""];
  return `${words} ${figure ?? right} ${unit}.`;
}
