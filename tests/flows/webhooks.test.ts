import { flow } from "./flow.ts";
import { webhooksFlows } from "./webhooks.ts";

webhooksFlows(flow());
