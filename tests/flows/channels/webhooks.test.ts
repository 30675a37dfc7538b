import { flow } from "../stage/flow.ts";
import { webhooksFlows } from "./webhooks.ts";

webhooksFlows(flow());
