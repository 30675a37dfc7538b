import type { ReportCall } from "../calls/report.ts";
import type { CallSession } from "../session/call-session.ts";
import { type AnswerDetector, isMachine } from "./answered-by.ts";

/**
 * Reports who has answered an outbound call. A machine is told the tenant's message, if there is one and it records what
 * is said, and the call ends. Resolves when the call is a person's, or over.
 */
export async function leaveMessage(parts: {
  readonly detector: AnswerDetector;
  readonly session: Pick<CallSession, "say" | "end">;
  readonly report: ReportCall;
  /** Null: hang up at once. */
  readonly message: string | null;
}): Promise<void> {
  const { detector, session, report, message } = parts;
  const who = await detector.verdict;
  await report({ type: "answered-by", who });
  if (!isMachine(who)) return;
  if (who === "voicemail" && message !== null) {
    await detector.machineEnded();
    await session.say(message, { canBeInterrupted: false });
  }
  await session.end("agent-hung-up");
}
