import type { Source } from "../../knowledge/source.ts";
import type { AgentTurn, ToolCallRecord } from "../agent.ts";
import type { Instructions } from "./prompt-leak.ts";

/** The data that a reply is checked against. */
export interface Evidence {
  readonly turn: AgentTurn;
  readonly instructions: Instructions;
  readonly sources: readonly Source[];
  readonly toolCalls: readonly ToolCallRecord[];
}
