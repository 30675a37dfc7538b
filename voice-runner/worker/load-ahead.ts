import { features } from "../../functions/engines/conversation/features/index.ts";

/**
 * Loads what a call's beginning and its first turn would load, before there is a call. Each of the two blocked the agent's
 * sound for 130–330 ms, and on a busy machine for more than a second, in which the caller hears nothing.
 */
export async function loadAhead(): Promise<void> {
  await Promise.all([
    import("../../shared/agent/graph.ts"),
    import("../../shared/agent/langgraph.ts"),
    import("../../shared/config/load-tenant-config.ts"),
    import("../../shared/config/reading/surroundings.ts"),
    import("../../shared/config/versions/versions.ts"),
    import("../../shared/knowledge/configured-knowledge.ts"),
    import("../../shared/knowledge/documents/documents-knowledge.ts"),
    import("../../shared/knowledge/documents/search-documents.ts"),
    import("../../shared/models/gemini/gemini.ts"),
    import("../../shared/models/gemini/genai.ts"),
    import("../../shared/models/models.ts"),
    import("../../shared/models/routed-client.ts"),
    import("../../shared/tools/index.ts"),
    import("../../shared/voice/call-metadata.ts"),
    import("./run-call.ts"),
    ...features.map((feature) => feature.turn?.()),
  ]);
}
