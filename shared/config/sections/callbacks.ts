import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";

/** Calls (or chats) with a person at a time the customer named. Left out: the agent offers none. */
export const Callbacks = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Told to the customer when the time has come and a person is being asked. */
    message: ShortText.default("It is time for the call you asked for. We are asking a colleague to call you."),
    priority: z.literal(["low", "medium", "high", "urgent"]).default("high"),
    /** How far ahead a time may lie. */
    days_ahead: z.number().int().min(1).max(90).default(30),
  })
  .optional();
