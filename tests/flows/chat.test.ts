import { chatFlows } from "./chat.ts";
import { flow } from "./flow.ts";

chatFlows(flow());
