import { flow } from "../stage/flow.ts";
import { paymentFlows } from "./payments.ts";

paymentFlows(flow());
