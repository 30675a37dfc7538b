import type { TenantConfig } from "../../../../shared/config/index.ts";
import { handoffDue } from "../../../../shared/events/conversation/handoff.ts";
import { type NewTask, newEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { entryFor } from "./assignment/destination.ts";
import { type Handoff, timerName } from "./state.ts";

/** Seconds. Applies when the tenant lists no handoff of this type. */
const defaultTimeout = 30;

/** A timer that checks the handoff again at `at`. */
export function handoffTimer(conversation: Conversation & { readonly handoff: Handoff }, at: Date): NewTask {
  const { id: handoffId, attempt } = conversation.handoff;
  const data = { conversationId: conversation.id, handoffId, attempt, offer: false };
  return { ...newEvent(handoffDue, conversation.id, data), name: timerName(conversation.handoff), at };
}

export function timeoutMsOf(config: TenantConfig, handoff: Pick<Handoff, "type">): number {
  return (entryFor(config, handoff.type)?.timeout ?? defaultTimeout) * 1_000;
}
