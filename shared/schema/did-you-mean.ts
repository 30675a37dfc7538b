import { closest, distance } from "fastest-levenshtein";

/** Each is compared, so a longer list costs more than a suggestion is worth. */
const mostKnown = 500;

/** `; did you mean \`model\`?` where one of the known words is a slip of the fingers away, else nothing. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (known.length === 0 || known.length > mostKnown || given.length > 100) return "";
  const nearest = closest(given.toLowerCase(), [...known]);
  const near = distance(given.toLowerCase(), nearest.toLowerCase()) <= Math.max(1, Math.floor(given.length / 3));
  const meant = near ? nearest : known.find((each) => isShortened(each, given.toLowerCase()));
  return meant === undefined ? "" : `; did you mean \`${meant}\`?`;
}

/** `sat` for `saturday`, or the reverse. */
function isShortened(known: string, given: string): boolean {
  const [short, long] = known.length < given.length ? [known, given] : [given, known];
  return short.length >= 3 && long.startsWith(short);
}

/** Names in a row, for a message; of many the first. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).join(", ");
  return names.length > mostListed ? `${shown} and ${names.length - mostListed} more` : shown;
}

const mostListed = 50;
