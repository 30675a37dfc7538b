import type { Agent } from "../../../shared/agent/agent.ts";
import { answer } from "../../../shared/agent/answer/answer.ts";
import { useTools } from "../../../shared/agent/calls/use-tools.ts";
import { initialProgress } from "../../../shared/agent/progress.ts";

/** Calls the agent's functions directly, to measure a turn without LangGraph. */
export function plainAgent(): Agent {
  return {
    async run(turn, ports) {
      let progress = await initialProgress(turn, ports);
      while (!progress.outcome)
        progress = progress.pending.length > 0 ? await useTools(progress, ports) : await answer(progress, ports);
      return progress.outcome;
    },
  };
}
