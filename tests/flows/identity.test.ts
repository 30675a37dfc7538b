import { flow } from "./flow.ts";
import { identityFlows } from "./identity.ts";

identityFlows(flow());
