import type { Source } from "../../knowledge/source.ts";
import type { AgentTurn, ToolCallRecord } from "../agent.ts";

/** The data that a text is judged against. A turn's `Progress` is one. */
export interface Evidence {
  readonly turn: AgentTurn;
  readonly sources: readonly Source[];
  readonly toolCalls: readonly ToolCallRecord[];
}
