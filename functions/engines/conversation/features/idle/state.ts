import { z } from "zod";

export const idleState = {
  /** The id of the timer that closes the idle session. */
  idleTimer: z.string().nullable().default(null),
};
