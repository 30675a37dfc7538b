import { m } from "#messages";
import { elapsedText } from "../words.ts";
import { waitOf } from "./waiting.ts";

/** How long a customer has waited for an answer. Nothing when nobody waits. */
export function WaitTimer({ since, nowMs }: { readonly since: string | null; readonly nowMs: number }) {
  const wait = waitOf(since, nowMs);
  if (since === null || wait === undefined) return null;
  const { unit } = wait.elapsed;
  return (
    <time className="wait" data-long={wait.isLong} dateTime={since}>
      {unit === "now" ? m.inbox_waits_now() : m.inbox_waits({ time: elapsedText(wait.elapsed) })}
    </time>
  );
}
