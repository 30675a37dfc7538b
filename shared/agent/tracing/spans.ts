import { failSpan, inSpan } from "../../telemetry/trace.ts";
import type { Tool } from "../../tools/tool.ts";
import type { AgentOutcome, AgentTurn } from "../agent.ts";
import type { ToolCallOutcome } from "../calls/call-tool.ts";

/** Runs the agent in a span by OpenTelemetry's conventions for generative AI. Neither messages nor replies are in it. */
export function inAgentSpan(turn: AgentTurn, work: () => Promise<AgentOutcome>): Promise<AgentOutcome> {
  const { config, conversationId, channel } = turn;
  const { agent_name: name } = config.agent;
  const attributes = {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": name,
    "gen_ai.agent.id": config.config_id,
    "gen_ai.conversation.id": conversationId,
    "agent_platform.channel": channel,
  };
  return inSpan(`invoke_agent ${name}`, { attributes }, async (span) => {
    const outcome = await work();
    span.setAttributes({
      "agent_platform.outcome": outcome.status,
      "gen_ai.usage.input_tokens": outcome.usage.inputTokens,
      "gen_ai.usage.output_tokens": outcome.usage.outputTokens,
    });
    return outcome;
  });
}

/** Makes a tool call in its span. The name of a tool that does not exist is a model's text, so it is left out. */
export function inToolSpan(
  tool: Pick<Tool, "name"> | undefined,
  callId: string,
  work: () => Promise<ToolCallOutcome>,
): Promise<ToolCallOutcome> {
  const attributes = {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.call.id": callId,
    "gen_ai.tool.type": "function",
    ...(tool ? { "gen_ai.tool.name": tool.name } : {}),
  };
  return inSpan(tool ? `execute_tool ${tool.name}` : "execute_tool", { attributes }, async (span) => {
    const outcome = await work();
    if (outcome.unknown) failSpan(span, outcome.unknown.code);
    else if (outcome.record.status === "failed") failSpan(span, outcome.broke ? "tool-failed" : "call-invalid");
    return outcome;
  });
}
