import { faultsFlows } from "./faults.ts";
import { flow } from "./stage/flow.ts";

faultsFlows(flow());
