import { configFlows } from "./config.ts";
import { flow } from "./flow.ts";

configFlows(flow());
