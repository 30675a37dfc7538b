import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";

export const Callbacks = z
  .strictObject({
    enabled: z.boolean().default(true).describe("False switches the section off."),
    message: ShortText.default(
      "It is time for the call you asked for. We are asking a colleague to call you.",
    ).describe("Sent to the customer at the agreed time, while a person is being asked."),
    by: z
      .literal(["person", "agent"])
      .default("person")
      .describe(
        "Who calls. agent: the agent dials the customer itself, where it can make calls and knows a number; otherwise, and when the call fails, a person is asked.",
      ),
    priority: z.literal(["low", "medium", "high", "urgent"]).default("high").describe("How soon operators see it."),
    days_ahead: z.number().int().min(1).max(90).default(30).describe("Maximum number of days until a callback."),
  })
  .optional()
  .describe(
    "Calls or chats with a person at a time that the customer chose. Without this section the agent offers none.",
  );
