import { z } from "zod";

export const idleState = {
  /** Of the timer that closes the session when it has been idle. */
  idleTimer: z.string().nullable().default(null),
};
