import { flow } from "../stage/flow.ts";
import { handoffFlows } from "./handoff.ts";

handoffFlows(flow());
