import { flow } from "../stage/flow.ts";
import { tenancyFlows } from "./tenancy.ts";

tenancyFlows(flow());
