import { analyticsFlows } from "./analytics.ts";
import { flow } from "./flow.ts";

analyticsFlows(flow());
