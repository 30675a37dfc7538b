import { configFlows } from "./config.ts";
import { flow } from "./stage/flow.ts";

configFlows(flow());
