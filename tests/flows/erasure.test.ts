import { erasureFlows } from "./erasure.ts";
import { flow } from "./flow.ts";

erasureFlows(flow());
