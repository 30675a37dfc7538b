import { conversationIdleDue } from "../../../../../shared/events/index.ts";
import { type NewTask, newEvent } from "../../../../../shared/runtime/step.ts";

/** A timer that checks a session at `at`. Each check has its own timer. */
export function idleTimer(conversationId: string, timerId: string, at: Date): NewTask {
  return { ...newEvent(conversationIdleDue, conversationId, { conversationId, timerId }), name: `idle-${timerId}`, at };
}
