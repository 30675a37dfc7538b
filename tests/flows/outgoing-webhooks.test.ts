import { flow } from "./flow.ts";
import { outgoingWebhookFlows } from "./outgoing-webhooks.ts";

outgoingWebhookFlows(flow());
