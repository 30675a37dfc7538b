import { flow } from "../stage/flow.ts";
import { messageFlows } from "./messages.ts";

messageFlows(flow());
