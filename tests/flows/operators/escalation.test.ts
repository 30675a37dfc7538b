import { flow } from "../stage/flow.ts";
import { escalationFlows } from "./escalation.ts";

escalationFlows(flow());
