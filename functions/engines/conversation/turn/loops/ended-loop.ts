import { type LoopKind, loopEnded } from "../../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";

export interface FoundLoop {
  readonly kind: LoopKind;
  readonly tool: string | null;
}

/** What a loop leaves in the conversation, in the turn's record, where it is counted, and as news. */
export interface LoopTraces {
  readonly conversation: Pick<Conversation, "loop">;
  readonly record: { readonly loop?: LoopKind };
  readonly publish: readonly NewEvent[];
}

/** A machine that goes on writing is one loop. The others end with their turn. Pure. */
export function loopTraces(
  before: Pick<Conversation, "id" | "channel" | "config" | "loop">,
  found: FoundLoop | undefined,
  { handedOver, at }: { readonly handedOver: boolean; readonly at: string },
): LoopTraces {
  const isBot = found?.kind === "bot";
  const conversation = { loop: isBot ? found.kind : undefined };
  if (!found || (isBot && before.loop === "bot")) return { conversation, record: {}, publish: [] };
  const { id: conversationId, channel, config } = before;
  const agent = { name: config.name, version: config.version };
  const news = { conversationId, channel, agent, ...found, handedOver, at };
  return { conversation, record: { loop: found.kind }, publish: [newEvent(loopEnded, conversationId, news)] };
}
