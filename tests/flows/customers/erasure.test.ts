import { flow } from "../stage/flow.ts";
import { erasureFlows } from "./erasure.ts";

erasureFlows(flow());
