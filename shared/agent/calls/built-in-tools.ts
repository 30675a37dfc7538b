import { z } from "zod";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { Tool } from "../../tools/tool.ts";
import { zodParameters } from "../../tools/tool-parameters.ts";
import { getContextName } from "../guard/tool-results.ts";
import { handoffReasons } from "../signals/escalation.ts";

/** Limits of a conversation's context, which is part of one document and of every prompt. */
const contextLimits = { keys: 50, keyCharacters: 64, valueCharacters: 2_048 };

export const requestHandoffName = "request_handoff";

const updateContext: Tool = {
  name: "update_context",
  description: "Remembers a fact for the rest of this conversation. Returns context_updated.",
  parameters: zodParameters(
    z.object({
      context_key: z.string().min(1).max(contextLimits.keyCharacters).describe("A short name, such as preferred_time"),
      context_value: z.string().max(contextLimits.valueCharacters),
    }),
  ),
  sideEffects: false,
  reconcile: "repeat",
  async execute({ context_key, context_value }, call) {
    call.setContext(String(context_key), String(context_value));
    return { content: "context_updated" };
  },
};

const getContext: Tool = {
  name: getContextName,
  description: "Reads what was remembered in this conversation: one key, or everything when no key is given.",
  parameters: zodParameters(z.object({ context_key: z.string().optional() })),
  sideEffects: false,
  reconcile: "repeat",
  async execute({ context_key }, call) {
    if (typeof context_key !== "string" || context_key === "") return { content: JSON.stringify(call.context) };
    return { content: Object.hasOwn(call.context, context_key) ? call.context[context_key] : "not_found" };
  },
};

/** Ends the turn: the tools node escalates when it sees this call. */
const requestHandoff: Tool = {
  name: requestHandoffName,
  description:
    "Hands the conversation to a person of the company. Use it when the customer asks for a person, is in danger, or needs what no tool and no knowledge offers.",
  parameters: zodParameters(z.object({ reason: z.enum(handoffReasons) })),
  sideEffects: false,
  reconcile: "repeat",
  async execute({ reason }) {
    return { content: `handed over: ${String(reason)}` };
  },
};

/** The tools of every agent (specification 4.2), in addition to the tenant's own. */
export const builtInTools: readonly Tool[] = [updateContext, getContext, requestHandoff];

/** The context with `key` set. @throws TerminalError `context-limit` naming the exceeded limit. */
export function withContext(
  context: Readonly<Record<string, string>>,
  key: string,
  value: string,
): Readonly<Record<string, string>> {
  const { keys, keyCharacters, valueCharacters } = contextLimits;
  const refuse = (what: string) => new TerminalError("context-limit", `The context was not updated: ${what}.`);
  if (key === "" || key.length > keyCharacters) throw refuse(`a key has 1 to ${keyCharacters} characters`);
  if (value.length > valueCharacters) throw refuse(`a value has at most ${valueCharacters} characters`);
  if (!Object.hasOwn(context, key) && Object.keys(context).length >= keys)
    throw refuse(`it already holds ${keys} keys`);
  return { ...context, [key]: value };
}
