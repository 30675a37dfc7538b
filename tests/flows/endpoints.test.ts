import { doorsFlows } from "./endpoints.ts";
import { flow } from "./flow.ts";

doorsFlows(flow());
