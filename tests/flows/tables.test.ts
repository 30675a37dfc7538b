import { flow } from "./flow.ts";
import { tableFlows } from "./tables.ts";

tableFlows(flow());
