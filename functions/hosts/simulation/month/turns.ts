import type { FinishedTurn } from "../../../../shared/contracts/conversation/finished-turns.ts";
import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { monthStartMs, type PlannedConversation } from "./script.ts";
import { kindOf, questionText, replyText } from "./texts.ts";

/**
 * How well a version of the agent does: the share of conversations that a person takes, of tools that fail, and of
 * conversations in which it says something wrong, or something half without support.
 */
export interface Quality {
  readonly handsOver: number;
  readonly toolFails: number;
  readonly saysWrong: number;
  readonly isVague: number;
}
export const usual: Quality = { handsOver: 0.18, toolFails: 0.02, saysWrong: 0.05, isVague: 0.15 };
export const good: Quality = { ...usual, handsOver: 0.06 };
export const bad: Quality = { handsOver: 0.5, toolFails: 0.3, saysWrong: 0.6, isVague: 0.2 };
/** A client whose agent begins to hand over more. */
export const declining: Quality = { ...usual, handsOver: 0.45 };

/** What a turn counts for, and what was said in it. */
export type StoredTurn = TurnMeasures & FinishedTurn;

export interface WrittenTurn {
  readonly turn: StoredTurn;
  /** The minute in which it is stored. */
  readonly minute: number;
}

/** The turns of a conversation as its agent's version made them. Pure. */
export function turnsOf(
  { id, outcome, turns, lateBy, said, mark, mood }: PlannedConversation,
  config: { readonly name: string; readonly version: number },
  quality: Quality,
): readonly WrittenTurn[] {
  const { handsOver, toolFails } = quality;
  const kind = kindOf(said, quality);
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
        conversationId: id,
        index: place + 1,
        at: timeOf(minute, second),
        sessionAt,
        config,
        inbound: [{ id: `in-${place}`, text: questionText(mark) }],
        reply: { messageId: `out-${place}`, text: replyText(kind, place), citations: [] },
        more: [],
        by: null,
        origin: null,
        signals: { sentiment_score: mood / 100 },
        status: escalates ? "escalated" : isLast && isResolved ? "resolved" : "active",
        escalationReason: escalates ? "asked" : null,
        toolCalls:
          tool < 0.4
            ? [
                {
                  name: "look_up",
                  arguments: {},
                  result: {},
                  durationMs: 120,
                  status: tool / 0.4 < toolFails ? "failed" : "completed",
                },
              ]
            : [],
        guardFindings: guard < 0.01 ? ["prompt-injection"] : [],
        usage: {
          model: "gemini-3.8-flash",
          served: "gemini-3.8-flash",
          modelCalls: 1,
          inputTokens: usage.inputTokens,
          outputTokens: usage.outputTokens,
        },
        durationMs: usage.ms,
      },
    };
  });
  const last = written.at(-1);
  if (!isHandedOver || last === undefined) return written;
  const minute = last.minute + 12;
  const byPerson: StoredTurn = {
    ...last.turn,
    index: written.length + 1,
    at: timeOf(minute, 20),
    inbound: [],
    by: "meera",
    status: "resolved",
    escalationReason: null,
    toolCalls: [],
    guardFindings: [],
    durationMs: 0,
    signals: {},
    reply: { messageId: "by-person", text: "Thank you for waiting.", citations: [] },
    usage: { model: "", served: "", inputTokens: 0, outputTokens: 0, modelCalls: 0 },
  };
  return [...written, { minute, turn: byPerson }];
}

function timeOf(minute: number, second: number): string {
  return new Date(monthStartMs + minute * 60_000 + second * 1_000).toISOString();
}
