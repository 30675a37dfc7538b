import { flow } from "./flow.ts";
import { ticketsFlows } from "./tickets.ts";

ticketsFlows(flow());
