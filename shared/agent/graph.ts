import type { Agent, AgentOutcome, AgentPorts, AgentTurn } from "./agent.ts";
import { answer } from "./answer/answer.ts";
import { runGranted } from "./calls/run-granted.ts";
import { useTools } from "./calls/use-tools.ts";
import { initialProgress, type Progress } from "./progress.ts";
import { inAgentSpan } from "./tracing/spans.ts";

type Graph = (progress: Progress, ports: AgentPorts) => Promise<AgentOutcome>;

/**
 * The agent as a LangGraph graph: `answer ⇄ tools`, and `answer → answer` once when the guard stopped a reply. It has
 * no checkpointer, because the conversation's document holds all state between turns. LangGraph is loaded with the
 * first turn; the graph is compiled once per process.
 */
export function createAgent(): Agent {
  let compiled: Promise<Graph> | undefined;
  return {
    async run(turn: AgentTurn, ports: AgentPorts): Promise<AgentOutcome> {
      return inAgentSpan(turn, async () => {
        const prepared = await initialProgress(turn, ports);
        const progress = turn.granted && !prepared.outcome ? await runGranted(prepared, turn.granted, ports) : prepared;
        if (progress.outcome) return progress.outcome;
        compiled ??= compileGraph();
        return (await compiled)(progress, ports);
      });
    },
  };
}

/**
 * Each visit to a node costs about 0.5 ms of CPU, so one node asks the model and checks its reply. A turn without tools
 * visits this node once and evaluates no edge.
 */
async function compileGraph(): Promise<Graph> {
  const { Annotation, Command, START, StateGraph } = await import("./langgraph.ts");
  const State = Annotation.Root({ progress: Annotation<Progress> });
  type Config = { configurable?: { ports?: AgentPorts } };

  const graph = new StateGraph(State)
    .addNode(
      "answer",
      async (state, config: Config) => {
        const progress = await answer(state.progress, portsOf(config));
        if (progress.outcome) return { progress };
        return new Command({ update: { progress }, goto: progress.pending.length > 0 ? "tools" : "answer" });
      },
      { ends: ["answer", "tools"] },
    )
    .addNode(
      "tools",
      async (state, config: Config) => {
        const progress = await useTools(state.progress, portsOf(config));
        if (progress.outcome) return { progress };
        return new Command({ update: { progress }, goto: "answer" });
      },
      { ends: ["answer"] },
    )
    .addEdge(START, "answer")
    .compile();

  return async (progress, ports) => {
    const { config, tenantId, conversationId } = progress.turn;
    const final = await graph.invoke(
      { progress },
      {
        configurable: { ports },
        recursionLimit: 2 * config.guardrails.max_tool_calls_per_turn + 5,
        // Identifies the turn in LangSmith's traces, which are sent only when LANGSMITH_TRACING is set.
        runName: "agent-turn",
        metadata: { tenant: tenantId, thread_id: conversationId },
      },
    );
    if (!final.progress.outcome) throw new Error("The agent's graph ended without an outcome.");
    return final.progress.outcome;
  };
}

function portsOf(config: { configurable?: { ports?: AgentPorts } }): AgentPorts {
  const ports = config.configurable?.ports;
  if (!ports) throw new Error("The agent's graph needs ports in its configuration.");
  return ports;
}
