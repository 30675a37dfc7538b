import { conversationEngine } from "./conversation/index.ts";
import type { Engine } from "./engine.ts";
import { routingEngine } from "./routing/index.ts";

/** The register: what runs, and what is deployed. */
export const engines: readonly Engine[] = [conversationEngine, routingEngine];
