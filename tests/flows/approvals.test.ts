import { approvalFlows } from "./approvals.ts";
import { flow } from "./flow.ts";

approvalFlows(flow());
