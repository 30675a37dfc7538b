import { flow } from "./flow.ts";
import { tenancyFlows } from "./tenancy.ts";

tenancyFlows(flow());
