import { endpointFlows } from "./endpoints.ts";
import { flow } from "./stage/flow.ts";

endpointFlows(flow());
