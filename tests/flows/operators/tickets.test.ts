import { flow } from "../stage/flow.ts";
import { ticketsFlows } from "./tickets.ts";

ticketsFlows(flow());
