/** Colleagues whom a note speaks to: "@" and their name. Pure. */
interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** As the API takes them with one note. */
const most = 10;

/** The colleagues whose name has every word of the search at the beginning of one of its own. */
export function matchingColleagues<Found extends Colleague>(colleagues: readonly Found[], query: string) {
  const wanted = wordsOf(query);
  return colleagues.filter(({ name }) => {
    // The name is complete, and the sentence goes on.
    if (/\s$/.test(query) && name.toLowerCase() === query.trim().toLowerCase()) return false;
    return wanted.every((word) => wordsOf(name).some((each) => each.startsWith(word)));
  });
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** The ids of those whom a text names. Of several with the same name, those who were picked. */
export function mentionedIn(text: string, colleagues: readonly Colleague[], picked: ReadonlySet<string>): string[] {
  const names = mentionParts(
    text,
    colleagues.map(({ name }) => name),
  ).flatMap((part) => (part.isMention ? part.text.slice(1).toLowerCase() : []));
  const ids = names.flatMap((named) => {
    const found = colleagues.filter(({ name }) => name.toLowerCase() === named).map(({ id }) => id);
    const chosen = found.filter((id) => picked.has(id));
    return chosen.length === 0 ? found : chosen;
  });
  return [...new Set(ids)].slice(0, most);
}

interface MentionPart {
  readonly text: string;
  readonly isMention: boolean;
  /** Where it begins in the text. */
  readonly at: number;
}

/** A text in parts, so that the names can be shown as such. */
export function mentionParts(text: string, names: readonly string[]): readonly MentionPart[] {
  const parts: MentionPart[] = [];
  let from = 0;
  const add = (to: number, isMention: boolean) => {
    if (to > from) parts.push({ text: text.slice(from, to), isMention, at: from });
    from = to;
  };
  if (names.length > 0)
    for (const { index, 0: found } of text.matchAll(patternOf(names))) {
      add(index, false);
      add(index + found.length, true);
    }
  add(text.length, false);
  return parts;
}

/** The longest name first, so that "Bela Kumar" is not taken for "Bela". An "@" inside a word, as of an address, is none. */
function patternOf(names: readonly string[]): RegExp {
  const longestFirst = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[^\p{L}\p{M}\p{N}\s]/gu, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])@(?:${longestFirst.join("|")})(?![\\p{L}\\p{M}\\p{N}])`, "giu");
}
