import { flow } from "../stage/flow.ts";
import { toolsFlows } from "./tools.ts";

toolsFlows(flow());
