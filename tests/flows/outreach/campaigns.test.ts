import { flow } from "../stage/flow.ts";
import { campaignFlows } from "./campaigns.ts";

campaignFlows(flow());
