import { flow } from "../stage/flow.ts";
import { followUpFlows } from "./follow-ups.ts";

followUpFlows(flow());
