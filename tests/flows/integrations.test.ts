import { flow } from "./flow.ts";
import { integrationsFlows } from "./integrations.ts";

integrationsFlows(flow());
