import { flow } from "../flows/flow.ts";
import { killTest } from "./kill.ts";

killTest(flow(), 3);
