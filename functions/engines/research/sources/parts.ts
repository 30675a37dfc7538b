import type { CollectedPage, Part, PartProblem } from "./source.ts";

/** A part that ends its source in good order. */
export function lastPart(
  pages: readonly CollectedPage[],
  more: { readonly cursor?: unknown; readonly detail?: string } = {},
): Part {
  const { cursor = null, detail = "" } = more;
  return {
    pages,
    problems: [],
    cursor,
    progress: { done: 1, total: 1, now: "Read" },
    next: { type: "done", stoppedBy: "finished", detail },
  };
}

/** A part that ends its source with a gap. `detail` says what is missing and what to do about it. */
export function failedPart(code: string, detail: string, problems: readonly PartProblem[] = []): Part {
  const progress = { done: 0, total: null, now: "Failed" };
  return { pages: [], problems, cursor: null, progress, next: { type: "failed", code, detail } };
}
