import { flow } from "../stage/flow.ts";
import { channelFlows } from "./channels.ts";

channelFlows(flow());
