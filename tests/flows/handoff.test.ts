import { flow } from "./flow.ts";
import { handoffFlows } from "./handoff.ts";

handoffFlows(flow());
