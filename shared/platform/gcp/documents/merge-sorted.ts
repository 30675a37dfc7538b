/** Merges sorted sources into one. The first element of each is asked for at once, the next when it is needed. */
export async function* mergeSorted<T>(
  sources: readonly AsyncIterator<T>[],
  compare: (one: T, other: T) => number,
): AsyncGenerator<T> {
  const heads = await Promise.all(sources.map(async (source) => ({ source, next: await source.next() })));
  for (;;) {
    let first: { source: AsyncIterator<T>; next: IteratorYieldResult<T> } | undefined;
    for (const head of heads) {
      if (head.next.done === true) continue;
      const { source, next } = head;
      if (!first || compare(next.value, first.next.value) < 0) first = { source, next };
    }
    if (!first) return;
    const { source, next } = first;
    yield next.value;
    const head = heads.find((each) => each.source === source);
    if (head) head.next = await source.next();
  }
}
