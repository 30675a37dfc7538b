import { flow } from "../stage/flow.ts";
import { replayedToolFlows } from "./replayed-tools.ts";

replayedToolFlows(flow());
