import { useEffect, useState } from "react";
import type { CallState } from "./use-draft-call.ts";

/** How long the call has lasted, in minutes and seconds. Nothing before it is connected. */
export function CallTime({ state: { startedAt, endedAt } }: { readonly state: CallState }) {
  const [now, setNow] = useState(Date.now);
  const isRunning = startedAt !== undefined && endedAt === undefined;
  useEffect(() => {
    if (!isRunning) return;
    const ticking = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(ticking);
  }, [isRunning]);
  if (startedAt === undefined) return null;
  const seconds = Math.max(0, Math.floor(((endedAt ?? now) - startedAt) / 1_000));
  return (
    <span className="call-time quiet" aria-hidden="true">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
    </span>
  );
}
