import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { monthStartMs, type PlannedConversation } from "./script.ts";

/** How well a version of the agent does: the share of conversations that a person takes, and of tools that fail. */
export interface Quality {
  readonly handsOver: number;
  readonly toolFails: number;
}
export const usual: Quality = { handsOver: 0.18, toolFails: 0.02 };
export const good: Quality = { handsOver: 0.06, toolFails: 0.02 };
export const bad: Quality = { handsOver: 0.5, toolFails: 0.3 };

export interface WrittenTurn {
  readonly turn: TurnMeasures;
  /** The minute in which it is stored. */
  readonly minute: number;
}

/** The turns of a conversation as its agent's version made them. Pure. */
export function turnsOf(
  { id, outcome, turns, lateBy }: PlannedConversation,
  config: { readonly name: string; readonly version: number },
  { handsOver, toolFails }: Quality,
): readonly WrittenTurn[] {
  const isHandedOver = outcome < handsOver;
  const isResolved = !isHandedOver && outcome < handsOver + 0.6;
  const first = turns[0];
  if (first === undefined) return [];
  const sessionAt = timeOf(first.minute, first.second);
  const written = turns.map(({ minute, second, tool, guard, ...usage }, place): WrittenTurn => {
    const isLast = place === turns.length - 1;
    const escalates = isLast && isHandedOver;
    return {
      // Only what is resolved comes late: a conversation that goes on has a next turn, with which it is found.
      minute: isLast && isResolved ? minute + lateBy : minute,
      turn: {
        ...{ conversationId: id, index: place + 1, at: timeOf(minute, second), sessionAt, config },
        ...{ inbound: [{ id: `in-${place}` }], reply: { messageId: `out-${place}` }, more: [], by: null, origin: null },
        status: escalates ? "escalated" : isLast && isResolved ? "resolved" : "active",
        escalationReason: escalates ? "asked" : null,
        toolCalls:
          tool < 0.4
            ? [{ name: "look_up", status: tool / 0.4 < toolFails ? "failed" : "completed", durationMs: 120 }]
            : [],
        guardFindings: guard < 0.01 ? ["prompt-injection"] : [],
        usage: {
          ...{ model: "gemini-3.8-flash", served: "gemini-3.8-flash", modelCalls: 1 },
          ...{ inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
        },
        durationMs: usage.ms,
      },
    };
  });
  const last = written.at(-1);
  if (!isHandedOver || last === undefined) return written;
  const minute = last.minute + 12;
  const byPerson: TurnMeasures = {
    ...last.turn,
    ...{ index: written.length + 1, at: timeOf(minute, 20), inbound: [], by: "meera", status: "resolved" },
    ...{ escalationReason: null, toolCalls: [], guardFindings: [], durationMs: 0 },
    usage: { model: "", served: "", inputTokens: 0, outputTokens: 0, modelCalls: 0 },
  };
  return [...written, { minute, turn: byPerson }];
}

function timeOf(minute: number, second: number): string {
  return new Date(monthStartMs + minute * 60_000 + second * 1_000).toISOString();
}
