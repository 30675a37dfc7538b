import { useSyncExternalStore } from "react";

/** A value that pages show and that changes outside of them. */
export interface Store<State> {
  get(): State;
  set(change: (before: State) => State): void;
  subscribe(onChange: () => void): () => void;
}

export function createStore<State>(first: State): Store<State> {
  let state = first;
  const watchers = new Set<() => void>();
  return {
    get: () => state,
    set(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const watcher of watchers) watcher();
    },
    subscribe(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
  };
}

export function useStore<State>({ get, subscribe }: Store<State>): State {
  return useSyncExternalStore(subscribe, get);
}
