import { flow } from "../stage/flow.ts";
import { confirmationFlows } from "./confirmations.ts";

confirmationFlows(flow());
