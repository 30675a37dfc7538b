import { flow } from "./flow.ts";
import { pricingFlows } from "./pricing.ts";

pricingFlows(flow());
