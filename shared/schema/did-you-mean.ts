import { closest, distance } from "fastest-levenshtein";

/** `; did you mean \`model\`?` when a known word differs by a typo; otherwise empty. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (known.length === 0 || given.length > 100) return "";
  const nearest = closest(given.toLowerCase(), [...known]);
  const near = distance(given.toLowerCase(), nearest.toLowerCase()) <= Math.max(1, Math.floor(given.length / 3));
  return near ? `; did you mean \`${nearest}\`?` : "";
}
