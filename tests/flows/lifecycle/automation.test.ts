import { flow } from "../stage/flow.ts";
import { automationFlows } from "./automation.ts";

automationFlows(flow());
