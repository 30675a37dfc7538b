import type { ConversationSummary } from "./conversation-summary.ts";

/** After this idle time, the next message starts a new session on the active configuration. */
export const sessionIdleMs = 24 * 3_600_000;

/** True when the next message starts a new session: after a resolution, or after the idle time. */
export function sessionIsOver(
  { status, updatedAt }: Pick<ConversationSummary, "status" | "updatedAt">,
  now: Date,
): boolean {
  if (status === "resolved") return true;
  return status !== "escalated" && now.getTime() - Date.parse(updatedAt) > sessionIdleMs;
}
