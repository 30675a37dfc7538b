import { distance } from "fastest-levenshtein";

export interface Spellings {
  add(term: string, sound: string | undefined): void;
  /** The known terms that a word may be meant for. A typo keeps the first letter; another script keeps the sound. */
  similar(term: string, sound: string | undefined): readonly string[];
}

const leastLetters = 5;
const maxSimilar = 3;
/** Terms compared for one word. */
const maxCompared = 4_000;

export function createSpellings(): Spellings {
  const bySound = new Map<string, Set<string>>();
  const byShape = new Map<string, Set<string>>();
  const shape = (letter: string | undefined, length: number) => `${letter ?? ""}${length}`;

  return {
    add(term, sound) {
      if (term.length < leastLetters - 1) return;
      into(byShape, shape(term[0], term.length), term);
      if (sound !== undefined) into(bySound, sound, term);
    },
    similar(term, sound) {
      if (term.length < leastLetters) return [];
      const slips = term.length < 8 ? 1 : 2;
      const found: string[] = [];
      for (let length = term.length - slips; length <= term.length + slips; length += 1)
        for (const other of first(byShape.get(shape(term[0], length)), maxCompared))
          if (distance(other, term) <= slips) found.push(other);
      for (const other of first(sound === undefined ? undefined : bySound.get(sound), maxCompared))
        if (distance(other, term) <= Math.max(other.length, term.length) / 2) found.push(other);
      return [...new Set(found)].slice(0, maxSimilar);
    },
  };
}

function into(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function* first<T>(set: ReadonlySet<T> | undefined, count: number): Generator<T> {
  let left = count;
  for (const value of set ?? []) {
    if (left === 0) return;
    left -= 1;
    yield value;
  }
}
