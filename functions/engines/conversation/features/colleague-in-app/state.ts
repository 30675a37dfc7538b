import { z } from "zod";

export const colleagueState = {
  /** The agent's pause after a colleague's newest message in the app. Null without one, or without an end. */
  appPause: z.object({ id: z.string(), until: z.string() }).nullable().default(null),
};
