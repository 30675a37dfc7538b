/** From and until how many contacts a month a price covers the cost. Null: it never does, or without end. */
export interface BreakEven {
  readonly from: number | null;
  readonly until: number | null;
}

/** Beyond this many contacts a month nothing is looked for. */
const most = 2 ** 26;

/**
 * Finds where the profit changes its sign, by doubling and then halving. Exact where the profit rises or falls throughout.
 * With falling tiers it may change again beyond what is found.
 */
export function breakEven(profit: (contacts: number) => number): BreakEven {
  const covers = (contacts: number) => profit(contacts) >= 0;
  if (covers(1)) {
    const change = firstChange((contacts) => !covers(contacts));
    return { from: 1, until: change === null ? null : change - 1 };
  }
  return { from: firstChange(covers), until: null };
}

/** The least number for which it holds, given that it does not hold for 1. */
function firstChange(holds: (contacts: number) => boolean): number | null {
  let high = 2;
  while (!holds(high)) {
    if (high >= most) return null;
    high *= 2;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
