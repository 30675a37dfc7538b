import { createStore } from "../store.ts";

export type Mode = "reply" | "note" | "whisper";

/** Asks the composer to take the focus and a mode, by a key or a button elsewhere. */
export const composerWish = createStore<{ readonly mode: Mode; readonly count: number }>({ mode: "reply", count: 0 });

export function write(mode: Mode): void {
  composerWish.set(({ count }) => ({ mode, count: count + 1 }));
}
