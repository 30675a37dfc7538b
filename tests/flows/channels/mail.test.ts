import { flow } from "../stage/flow.ts";
import { mailFlows } from "./mail.ts";

mailFlows(flow());
