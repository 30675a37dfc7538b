import { flow } from "../stage/flow.ts";
import { analyticsFlows } from "./analytics.ts";

analyticsFlows(flow());
