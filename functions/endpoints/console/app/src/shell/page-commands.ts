import { useEffect, useSyncExternalStore } from "react";

/** Something that the open page can do, offered by the command menu. */
export interface PageCommand {
  readonly id: string;
  readonly label: string;
  /** The key that does the same. */
  readonly key?: string;
  run(): void;
}

let offered: readonly PageCommand[] = [];
const watchers = new Set<() => void>();

function offer(commands: readonly PageCommand[]): void {
  offered = commands;
  for (const watcher of watchers) watcher();
}

/** Offers what the page can do in the command menu, as long as the page is shown. */
export function useOfferCommands(commands: readonly PageCommand[]): void {
  useEffect(() => {
    offer(commands);
    return () => offer([]);
  }, [commands]);
}

function subscribe(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

/** What the open page can do. */
export function usePageCommands(): readonly PageCommand[] {
  return useSyncExternalStore(subscribe, () => offered);
}
