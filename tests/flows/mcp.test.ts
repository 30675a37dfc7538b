import { flow } from "./flow.ts";
import { mcpFlows } from "./mcp.ts";

mcpFlows(flow());
