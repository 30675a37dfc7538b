import { flow } from "../stage/flow.ts";
import { pricingFlows } from "./pricing.ts";

pricingFlows(flow());
