import { conversationIdleDue } from "../../../../../shared/events/index.ts";
import { type NewTask, newEvent } from "../../../../../shared/runtime/step.ts";

/** Looks at a session again at `at`; each look has a timer of its own. */
export function idleTimer(conversationId: string, timerId: string, at: Date): NewTask {
  return { ...newEvent(conversationIdleDue, conversationId, { conversationId, timerId }), name: `idle-${timerId}`, at };
}
