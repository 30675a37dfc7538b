import { z } from "zod";
import { statesOf } from "./documents.ts";
import type { Stage } from "./stage.ts";

const TurnTools = z.object({
  at: z.string(),
  index: z.number(),
  toolCalls: z.array(
    z.object({
      name: z.string(),
      arguments: z.record(z.string(), z.unknown()),
      result: z.unknown(),
      status: z.string(),
    }),
  ),
});

export type ToolCall = z.infer<typeof TurnTools>["toolCalls"][number];

/** All tool calls of the agent, oldest first. */
export async function toolCalls(stage: Stage): Promise<readonly ToolCall[]> {
  const turns = (await statesOf(stage, "turns")).map(({ state }) => TurnTools.parse(state));
  return turns.sort((a, b) => a.at.localeCompare(b.at) || a.index - b.index).flatMap((turn) => turn.toolCalls);
}
