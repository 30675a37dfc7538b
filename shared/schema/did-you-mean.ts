import { closest, distance } from "fastest-levenshtein";

/** `; did you mean \`model\`?` where one of the known words is a slip of the fingers away, else nothing. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (known.length === 0 || given.length > 100) return "";
  const nearest = closest(given.toLowerCase(), [...known]);
  const near = distance(given.toLowerCase(), nearest.toLowerCase()) <= Math.max(1, Math.floor(given.length / 3));
  return near ? `; did you mean \`${nearest}\`?` : "";
}
