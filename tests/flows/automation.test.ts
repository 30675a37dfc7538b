import { automationFlows } from "./automation.ts";
import { flow } from "./flow.ts";

automationFlows(flow());
