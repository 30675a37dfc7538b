import { channelFlows } from "./channels.ts";
import { flow } from "./flow.ts";

channelFlows(flow());
