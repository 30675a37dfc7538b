import { flow } from "./flow.ts";
import { toolsFlows } from "./tools.ts";

toolsFlows(flow());
