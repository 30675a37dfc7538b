import { flow } from "../stage/flow.ts";
import { mcpFlows } from "./mcp.ts";

mcpFlows(flow());
