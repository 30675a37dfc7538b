import { confirmationFlows } from "./confirmations.ts";
import { flow } from "./flow.ts";

confirmationFlows(flow());
