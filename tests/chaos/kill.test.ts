import { flow } from "../flows/stage/flow.ts";
import { killTest } from "./kill.ts";

killTest(flow(), { rounds: 3, burstWindowMs: 3_000 });
