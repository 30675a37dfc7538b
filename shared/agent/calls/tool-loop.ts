import { canonicalJson } from "../../schema/canonical-json.ts";
import type { ToolCallRecord } from "../agent.ts";

/** Equal calls with an equal result in one turn, after which another one would tell nothing new. */
const equalCalls = 3;

/**
 * The tool that the model calls again and again in this turn: the same arguments, the same result. A call that is made again
 * because its result changes, as of a job that goes on, is no loop. Pure.
 */
export function loopingTool(calls: readonly ToolCallRecord[]): string | undefined {
  if (calls.length < equalCalls) return undefined;
  const seen = new Map<string, number>();
  for (const { name, arguments: args, result } of calls) {
    const key = `${name} ${canonicalJson(args)} ${canonicalJson(result)}`;
    const count = (seen.get(key) ?? 0) + 1;
    if (count === equalCalls) return name;
    seen.set(key, count);
  }
  return undefined;
}

/** The system prompt with the note that ends a loop of tools. The customer's text could not be told from it in a message. */
export function withLoopNote(system: string, tool: string | undefined): string {
  if (tool === undefined) return system;
  return `${system}\n\n# No more tools\nYou called ${tool} several times with the same result. No tool can be called for this message any more. Answer with what you have, and say plainly what is not possible.`;
}
