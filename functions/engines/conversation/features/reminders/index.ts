import type { Feature } from "../feature.ts";
import { appointmentsState } from "./state.ts";

/** Reminders of appointments that tools made. */
export const remindersFeature: Feature<typeof appointmentsState> = {
  name: "reminders",
  state: appointmentsState,
  turn: async () => (await import("./turn.ts")).remindersTurn,
};
