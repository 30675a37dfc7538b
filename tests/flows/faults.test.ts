import { faultsFlows } from "./faults.ts";
import { flow } from "./flow.ts";

faultsFlows(flow());
