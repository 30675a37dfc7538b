import { z } from "zod";
import type { AgentOutcome, ToolCallRecord } from "../../../../../shared/agent/agent.ts";
import { asks } from "../../reading/machine-text.ts";

/** How an agent says that it does not know, in English, Hindi and Hinglish. The platform's rules ask it to say so. */
const saysUnknown =
  /\b(not sure|do(es)? not know|don['’]t know|no information|not have (that|this|the|any) (information|detail)|could ?n['o’]t? find|could not find|found nothing|unable to find|nahi(n)? (pata|maloom|mila)|pata nahi(n)?|jaankari nahi(n)?|jankari nahi(n)?)\b|नहीं पता|पता नहीं|जानकारी नहीं|नहीं मिल/i;
/** The agent's own tools, which tell nothing that could answer. */
const ownTools = new Set(["update_context", "request_handoff", "note_unavailable"]);
const Search = z.object({ passages: z.array(z.unknown()) });

/**
 * Whether a customer asked something, and no passage and no tool answered it: the agent searched and rests its answer on
 * nothing that it found, or says that it does not know.
 */
export function isUnanswered(text: string, outcome: AgentOutcome): boolean {
  // A feature answered, or nobody did.
  if (outcome.usage.modelCalls === 0 || !asks.test(text)) return false;
  const calls = outcome.toolCalls.filter(({ name }) => !ownTools.has(name));
  if (calls.some(hasAnswered)) return false;
  const searched = calls.some((call) => searchOf(call) !== undefined);
  // A person may be called for another reason than that nothing was found.
  if (outcome.status === "escalate") return searched;
  return outcome.citations.length === 0 && (searched || saysUnknown.test(outcome.text));
}

/** A search that finds passages answers only through their citation. */
function hasAnswered(call: ToolCallRecord): boolean {
  return call.status === "completed" && searchOf(call) === undefined;
}

function searchOf({ result }: ToolCallRecord): z.infer<typeof Search> | undefined {
  return Search.safeParse(result).data;
}
