import type { Agent, AgentOutcome, AgentPorts, AgentTurn } from "./agent.ts";
import { answer } from "./answer.ts";
import { begin, type Progress } from "./progress.ts";
import { useTools } from "./use-tools.ts";

type Graph = (progress: Progress, ports: AgentPorts) => Promise<AgentOutcome>;

/**
 * The agent as a LangGraph graph: `answer ⇄ tools`, `answer → answer` once when the guard stopped a reply. It keeps
 * nothing between turns: the conversation's document is the only truth, so there is no checkpointer. LangGraph is
 * loaded with the first turn and compiled once per process.
 */
export function createAgent(): Agent {
  let compiled: Promise<Graph> | undefined;
  return {
    async run(turn: AgentTurn, ports: AgentPorts): Promise<AgentOutcome> {
      const progress = await begin(turn, ports);
      if (progress.outcome) return progress.outcome;
      compiled ??= compileGraph();
      return (await compiled)(progress, ports);
    },
  };
}

/**
 * A node costs about 0.5 ms of CPU a visit, so asking the model and judging its reply are one node: a turn without
 * tools visits a single one and ends there, without an edge to evaluate.
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
    const ended = await graph.invoke(
      { progress },
      {
        configurable: { ports },
        recursionLimit: 2 * config.guardrails.max_tool_calls_per_turn + 5,
        // What a trace of LangSmith finds a turn by. It is sent only where LANGSMITH_TRACING is set.
        runName: "agent-turn",
        metadata: { tenant: tenantId, thread_id: conversationId },
      },
    );
    if (!ended.progress.outcome) throw new Error("The agent's graph ended without an outcome.");
    return ended.progress.outcome;
  };
}

function portsOf(config: { configurable?: { ports?: AgentPorts } }): AgentPorts {
  const ports = config.configurable?.ports;
  if (!ports) throw new Error("The agent's graph was run without its ports.");
  return ports;
}
