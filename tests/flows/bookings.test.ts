import { bookingsFlows } from "./bookings.ts";
import { flow } from "./flow.ts";

bookingsFlows(flow());
