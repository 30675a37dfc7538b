import { flow } from "../stage/flow.ts";
import { rolloutFlows } from "./rollouts.ts";

rolloutFlows(flow());
