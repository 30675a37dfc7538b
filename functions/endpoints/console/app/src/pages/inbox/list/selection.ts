import { createStore } from "../store.ts";

/** The conversations that the next action is for, by their ids. */
export const selection = createStore<ReadonlySet<string>>(new Set());

export function toggleSelected(id: string): void {
  selection.set((before) => {
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  });
}

export function clearSelection(): void {
  selection.set((before) => (before.size === 0 ? before : new Set()));
}
