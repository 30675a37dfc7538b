import { flow } from "./flow.ts";
import { rolloutFlows } from "./rollouts.ts";

rolloutFlows(flow());
