import { flow } from "../stage/flow.ts";
import { approvalFlows } from "./approvals.ts";

approvalFlows(flow());
