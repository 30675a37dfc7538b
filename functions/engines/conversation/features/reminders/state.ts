import { z } from "zod";
import { Appointment } from "../../../../../shared/contracts/bookings/appointment.ts";

export const appointmentsState = {
  /** The newest appointments that tools made for the customer. */
  appointments: z.array(Appointment).default([]),
};
