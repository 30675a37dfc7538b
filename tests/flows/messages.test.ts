import { flow } from "./flow.ts";
import { messageFlows } from "./messages.ts";

messageFlows(flow());
