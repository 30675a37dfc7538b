import { flow } from "./flow.ts";
import { followUpFlows } from "./follow-ups.ts";

followUpFlows(flow());
