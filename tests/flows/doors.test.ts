import { doorsFlows } from "./doors.ts";
import { flow } from "./flow.ts";

doorsFlows(flow());
