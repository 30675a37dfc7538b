import { z } from "zod";
import type { AgentOutcome } from "../../../../../shared/agent/agent.ts";
import { bare } from "../../../../../shared/channels/opt-out/bare-text.ts";
import type { Tool } from "../../../../../shared/tools/tool.ts";
import { zodParameters } from "../../../../../shared/tools/tool-parameters.ts";

const toolName = "record_opt_out";

const Recorded = z.object({ recorded: z.literal(true), wording: z.string() });

/** A quotation is a sentence, not a whole letter. */
const longestWording = 300;

/**
 * Lets the agent record an opt-out that it understood. It needs the customer's own words: a quotation that no message of
 * the customer contains is refused. It can only end messages, never start them again. The effect joins the turn's commit.
 */
export function optOutTool(customerTexts: readonly string[]): Tool {
  const said = customerTexts.map(bare);
  return {
    name: toolName,
    description:
      "Ends all further messages to this customer on this channel. Only when the customer has asked, in their own words, to get no more messages from the company. Not for a complaint about one message, a cancelled booking or a declined offer.",
    parameters: zodParameters(
      z.object({
        customer_words: z.string().min(1).max(longestWording).describe("The customer's own words, copied exactly."),
      }),
    ),
    sideEffects: false,
    reconcile: "repeat",
    async execute({ customer_words }) {
      const wording = String(customer_words).trim();
      const quoted = bare(wording);
      if (quoted === "" || !said.some((text) => ` ${text} `.includes(` ${quoted} `)))
        return { content: { recorded: false, reason: "The customer has not written these words." } };
      return { content: { recorded: true, wording } };
    },
  };
}

/** The customer's words of an opt-out that the agent recorded in this turn. */
export function recordedWording({ toolCalls }: Pick<AgentOutcome, "toolCalls">): string | undefined {
  for (const { name, status, result } of toolCalls) {
    const recorded = name === toolName && status === "completed" ? Recorded.safeParse(result) : undefined;
    if (recorded?.success) return recorded.data.wording;
  }
  return undefined;
}
