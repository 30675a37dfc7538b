import { escalationFlows } from "./escalation.ts";
import { flow } from "./flow.ts";

escalationFlows(flow());
