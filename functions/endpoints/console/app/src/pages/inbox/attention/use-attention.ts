import { useEffect, useSyncExternalStore } from "react";
import { api } from "../../../api/api.ts";
import { createStore } from "../store.ts";

/** When this person last wrote something, by this browser's clock. */
export const lastTypedAt = createStore(0);

/** A sign is sent again before the last one ends. */
const everyMs = 8_000;

function writesNow(): boolean {
  return Date.now() - lastTypedAt.get() < everyMs;
}

/** Tells colleagues that this person looks at a conversation, or writes in it, while the window is in view. */
export function useAttention(client: string, id: string): void {
  // Not the time itself: the page would be drawn again with every letter.
  const isWriting = useSyncExternalStore(lastTypedAt.subscribe, writesNow);
  // Begins anew when the person begins to write, so that colleagues see it at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const tell = () => {
      if (document.hidden) return;
      const doing = writesNow() ? "writing" : "viewing";
      // A sign that is lost costs nothing: the next one follows.
      void api("POST", "/v1/conversations/:id/attention", { params: { id }, body: { doing }, client }).catch(
        () => undefined,
      );
    };
    tell();
    const timer = setInterval(tell, everyMs);
    return () => clearInterval(timer);
  }, [client, id, isWriting]);
}
