import { flow } from "../flows/flow.ts";
import { killTest } from "./kill.ts";

killTest(flow(), { rounds: 3, burstWindowMs: 3_000 });
