import type { RegisteredStep } from "../../app/engine.ts";

/**
 * Loads what the first turn would load while a customer waits. Only a step with instances that are kept warm does so:
 * such an instance mostly starts before anybody writes to it. For one that starts with a message it is the same work.
 */
export async function preload(steps: readonly Pick<RegisteredStep, "instances">[]): Promise<void> {
  if (!steps.some(({ instances }) => instances.minInstances > 0)) return;
  await Promise.all([
    import("../../../shared/agent/graph.ts"),
    import("../../../shared/agent/langgraph.ts"),
    import("../../../shared/models/models.ts"),
    import("../../../shared/models/routed-client.ts"),
    import("../../../shared/models/gemini/gemini.ts"),
    import("../../../shared/models/gemini/genai.ts"),
  ]);
}
