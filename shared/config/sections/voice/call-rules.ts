import { z } from "zod";
import { Name, PhoneNumber, Seconds, ShortText } from "../../../schema/scalars.ts";
import { weekdays } from "../../../time/business-hours.ts";
import { TimeOfDay } from "../../../time/time-of-day.ts";

const Said = ShortText.max(500);

/** Rules of calls beyond what is said in them. A country's law is the client's to know: the defaults are careful. */

export const Recording = z
  .strictObject({
    enabled: z.boolean().default(false).describe("Whether calls are recorded."),
    announce: z
      .boolean()
      .default(true)
      .describe("The caller is told before the recording begins. Most countries require it."),
    notice: Said.optional().describe("What the caller is told. Default: a sentence in the caller's language."),
    retention_days: z.number().int().min(1).max(3_650).default(90).describe("Days until a recording is deleted."),
    not_in: z
      .array(z.string().regex(/^[A-Z]{2}$/, "must be a country code of two capital letters, such as DE"))
      .default([])
      .describe("Countries (ISO 3166) whose telephone numbers are never recorded."),
  })
  .describe("The sound of calls, caller left and agent right.");

export const Silence = z
  .strictObject({
    prompt_after: Seconds.min(3).max(60).default(8).describe("How long nobody speaks before the agent asks."),
    prompts: z
      .array(Said)
      .max(5)
      .default([])
      .describe("What the agent asks, one after the other. Default: sentences in the caller's language."),
    max_prompts: z
      .number()
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe("Unanswered questions after which the agent hangs up."),
    goodbye: Said.optional().describe("What it says then. Default: a sentence in the caller's language."),
  })
  .describe("What happens when a caller says nothing.");

export const Outbound = z
  .strictObject({
    hours: z
      .strictObject({
        from: TimeOfDay.default("09:00").describe("When they begin."),
        to: TimeOfDay.default("21:00").describe("When they end."),
      })
      .refine(({ from, to }) => from < to, "must end after they begin, on the same day")
      .prefault({})
      .describe(
        "When customers may be called, in the client's time zone. The default is what India allows (TRAI, 2018). A callback comes at the time that the customer chose.",
      ),
    weekdays: z
      .array(z.enum(weekdays))
      .min(1)
      .default([...weekdays])
      .describe("The days on which customers are called."),
    max_attempts: z.number().int().min(1).max(10).default(3).describe("How often a number is dialled for one matter."),
    retry_minutes: z
      .number()
      .int()
      .min(1)
      .max(10_080)
      .default(60)
      .describe("Minutes until the next attempt. Each further one waits twice as long as the one before."),
    busy_minutes: z
      .number()
      .min(0.1)
      .max(1_440)
      .default(5)
      .describe("Minutes until a busy number is dialled again. A busy line is free soon."),
    ring_seconds: Seconds.min(10).max(120).default(40).describe("How long it rings."),
    voicemail: z
      .literal(["hang_up", "leave_message"])
      .default("hang_up")
      .describe("What happens when a machine answers. hang_up counts as an attempt."),
    voicemail_message: Said.optional().describe("The message. It may use {client_name} and {agent_name}."),
  })
  .describe("Calls that the product makes: callbacks, campaigns, follow-ups and `POST /v1/voice/calls`.");

export const Transfer = z
  .strictObject({
    mode: z
      .literal(["warm", "cold"])
      .default("warm")
      .describe(
        "warm: the operator is called, told what the call is about, and joins. cold: the carrier connects them (SIP REFER).",
      ),
    transcribe_operators: z
      .boolean()
      .default(false)
      .describe(
        "What an operator says with their own voice after taking over a call is recognised and kept in the conversation, as the agent's words are. Tell your colleagues.",
      ),
    numbers: z
      .array(
        z.strictObject({
          number: PhoneNumber.describe("The operator's number."),
          type: Name.optional().describe("A type of business_logic.escalation.handoff. Default: every one."),
          department: Name.optional().describe("A department of it. Default: every one."),
        }),
      )
      .max(100)
      .default([])
      .describe("The people that a call is transferred to. Without a number, operators join in the console."),
  })
  .describe("How a call goes to a person. How long one has to accept stands in business_logic.escalation.handoff.");

export const MissedCall = z
  .strictObject({
    channel: z.literal(["sms", "whatsapp"]).default("sms").describe("Where the message is sent."),
    message: Said.default("We missed your call. Write to us here, and we answer at once.").describe(
      "What it says. It may use {client_name}.",
    ),
    template: Name.optional().describe(
      "The approved template of channels.output that is sent where WhatsApp takes no free text.",
    ),
  })
  .describe(
    "A message to whoever called and left before the agent spoke, or called while calls could not be answered. Without this section none is sent.",
  );
