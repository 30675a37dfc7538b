import { flow } from "../stage/flow.ts";
import { integrationsFlows } from "./integrations.ts";

integrationsFlows(flow());
