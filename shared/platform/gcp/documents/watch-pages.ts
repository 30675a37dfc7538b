import type { Query } from "@google-cloud/firestore";
import type { Watcher } from "../../documents.ts";

/**
 * Watches several pages as one. `changed` is first called when all of them have arrived, with all of their documents.
 * Returns what ends it.
 */
export function watchPages(pages: readonly Query[], watcher: Watcher): () => void {
  const arrived = new Set<number>();
  let atFirst = 0;
  let ended = false;
  const detach = pages.map((page, index) =>
    page.onSnapshot((snapshot) => {
      if (ended) return;
      const added = snapshot.docChanges().filter(({ type }) => type !== "removed").length;
      if (arrived.size === pages.length) return watcher.changed(added);
      arrived.add(index);
      atFirst += added;
      if (arrived.size === pages.length) watcher.changed(atFirst);
    }, watcher.failed),
  );
  return () => {
    ended = true;
    for (const end of detach) end();
  };
}
