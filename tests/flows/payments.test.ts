import { flow } from "./flow.ts";
import { paymentFlows } from "./payments.ts";

paymentFlows(flow());
