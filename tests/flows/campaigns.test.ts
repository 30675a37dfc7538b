import { campaignFlows } from "./campaigns.ts";
import { flow } from "./flow.ts";

campaignFlows(flow());
