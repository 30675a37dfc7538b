import { flow } from "./flow.ts";
import { mailFlows } from "./mail.ts";

mailFlows(flow());
