import { m } from "#messages";
import type { Item } from "../item.ts";
import { elapsedText } from "../words.ts";
import { dueOf, waitOf } from "./waiting.ts";

/** Until when a customer is to be answered; where nothing is promised, how long they have waited. */
export function WaitTimer({ item, nowMs }: { readonly item: Item; readonly nowMs: number }) {
  const at = item.handoff?.reply_due_at ?? null;
  const due = dueOf(at, nowMs);
  if (at !== null && due !== undefined) {
    const words = due.state === "over" ? m.inbox_overdue : m.inbox_due;
    return (
      <time className="wait" data-due={due.state} dateTime={at}>
        {words({ time: elapsedText(due.elapsed) })}
      </time>
    );
  }
  const since = item.waiting_since;
  const wait = waitOf(since, nowMs);
  if (since === null || wait === undefined) return null;
  const { unit } = wait.elapsed;
  return (
    <time className="wait" data-long={wait.isLong} dateTime={since}>
      {unit === "now" ? m.inbox_waits_now() : m.inbox_waits({ time: elapsedText(wait.elapsed) })}
    </time>
  );
}

/** Whether there is something to say about the time. */
export function waits({ waiting_since: since, handoff }: Item): boolean {
  return since !== null || (handoff?.reply_due_at ?? null) !== null;
}
