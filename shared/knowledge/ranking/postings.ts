/** Which texts have a term, and how often. */
export interface Postings {
  readonly size: number;
  /** The number of texts that are not removed. */
  readonly live: number;
  readonly averageLength: number;
  /** Adds a text by its terms' counts. Returns its position. */
  add(counts: ReadonlyMap<string, number>, length: number): number;
  remove(position: number): void;
  /** The number of texts that have the term. Removed ones count until the next tidying. */
  countOf(term: string): number;
  each(term: string, visit: (position: number, times: number, length: number) => void): void;
}

interface List {
  count: number;
  /** Each item is a position times 256, plus the term's count in that text. */
  items: Uint32Array;
}

const timesBits = 8;
const maxTimes = 2 ** timesBits - 1;
/** Positions have 24 bits. */
export const maxTexts = 2 ** (32 - timesBits);
/** Removed texts are taken out of the lists when they are a tenth of all. */
const tidyShare = 0.1;

export function createPostings(): Postings {
  const lists = new Map<string, List>();
  let lengths = new Uint16Array(1024);
  let removed = new Uint8Array(1024);
  let size = 0;
  let removedSinceTidying = 0;
  let live = 0;
  let totalLength = 0;

  function tidy(): void {
    for (const [term, list] of lists) {
      let kept = 0;
      for (let index = 0; index < list.count; index += 1) {
        const item = list.items[index] ?? 0;
        if (removed[item >>> timesBits] === 1) continue;
        list.items[kept] = item;
        kept += 1;
      }
      list.count = kept;
      if (kept === 0) lists.delete(term);
      else if (kept * 4 < list.items.length) list.items = list.items.slice(0, kept);
    }
    removedSinceTidying = 0;
  }

  return {
    get size() {
      return size;
    },
    get live() {
      return live;
    },
    get averageLength() {
      return live === 0 ? 0 : totalLength / live;
    },
    add(counts, length) {
      if (size >= maxTexts) throw new Error(`An index holds at most ${maxTexts} texts.`);
      if (size === lengths.length) {
        lengths = grown(lengths, new Uint16Array(size * 2));
        removed = grown(removed, new Uint8Array(size * 2));
      }
      const position = size;
      for (const [term, times] of counts) {
        const list = lists.get(term) ?? { count: 0, items: new Uint32Array(1) };
        if (list.count === 0) lists.set(term, list);
        if (list.count === list.items.length)
          list.items = grown(list.items, new Uint32Array(Math.ceil(list.count * 1.5) + 1));
        list.items[list.count] = position * 2 ** timesBits + Math.min(times, maxTimes);
        list.count += 1;
      }
      lengths[position] = Math.min(length, 65_535);
      totalLength += lengths[position] ?? 0;
      size += 1;
      live += 1;
      return position;
    },
    remove(position) {
      if (position >= size || removed[position] === 1) return;
      removed[position] = 1;
      live -= 1;
      totalLength -= lengths[position] ?? 0;
      removedSinceTidying += 1;
      if (removedSinceTidying > live * tidyShare) tidy();
    },
    countOf: (term) => lists.get(term)?.count ?? 0,
    each(term, visit) {
      const list = lists.get(term);
      if (list === undefined) return;
      for (let index = 0; index < list.count; index += 1) {
        const item: number = list.items[index] ?? 0;
        const position = item >>> timesBits;
        if (removed[position] === 0) visit(position, item & maxTimes, lengths[position] ?? 0);
      }
    },
  };
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
