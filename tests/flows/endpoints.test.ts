import { endpointFlows } from "./endpoints.ts";
import { flow } from "./flow.ts";

endpointFlows(flow());
