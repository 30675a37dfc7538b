import { chatFlows } from "./chat.ts";
import { flow } from "./stage/flow.ts";

chatFlows(flow());
