import { flow } from "../stage/flow.ts";
import { tableFlows } from "./tables.ts";

tableFlows(flow());
