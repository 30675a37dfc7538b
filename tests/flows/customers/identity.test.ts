import { flow } from "../stage/flow.ts";
import { identityFlows } from "./identity.ts";

identityFlows(flow());
