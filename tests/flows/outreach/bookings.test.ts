import { flow } from "../stage/flow.ts";
import { bookingsFlows } from "./bookings.ts";

bookingsFlows(flow());
