import { z } from "zod";
import type { SpokenTurn } from "../../../../shared/contracts/calls/call-transcript.ts";
import { CallDirection, CallOutcome } from "../../../../shared/events/calls.ts";
import { CallCost } from "../../../../shared/voice/call-cost.ts";
import { type CallRecord, durationMsOf, isPresent } from "../call.ts";

const Status = z
  .enum(["planned", "dialling", "open", "ended"])
  .describe("planned: dialled at `due_at`. dialling: it rings. open: it lasts. ended: final.");

/** A call in API responses. */
export const CallView = z
  .object({
    call_id: z.string().describe("The call's id."),
    direction: CallDirection.describe("Who called: the customer, the platform, or a visitor of a web page."),
    status: Status,
    outcome: CallOutcome.nullable().describe("How it came out; null while it lasts."),
    reason: z.string().nullable().describe("A stable code of why, such as opted-out, calling-hours or sip-486."),
    purpose: z.enum(["transactional", "service", "marketing"]),
    customer_id: z.string().nullable(),
    customer_address: z.string().nullable().describe("The customer's number or session; null when it was withheld."),
    account_address: z.string().nullable().describe("Your own number; null in calls from a page."),
    briefing: z.string().nullable().describe("What the agent was told an outbound call is about."),
    conversation_id: z.string().nullable().describe("The conversation that holds what was said."),
    has_room: z.boolean().describe("Whether it runs through a LiveKit room, which operators can join."),
    config: z.object({ name: z.string().nullable(), version: z.number().int().nullable() }),
    mode: z.enum(["pipeline", "realtime"]).nullable().describe("How speech is understood and made."),
    answered_by: z
      .enum(["human", "voicemail", "menu", "unknown"])
      .nullable()
      .describe("Who answered an outbound call."),
    attempts: z
      .array(z.object({ at: z.string(), outcome: CallOutcome.nullable(), code: z.string().nullable() }))
      .describe("The attempts to reach the customer, oldest first."),
    due_at: z.string().nullable().describe("When the next attempt is due."),
    opened_at: z.string().nullable().describe("When the call began."),
    ended_at: z.string().nullable(),
    ended_by: z.string().nullable().describe("Who ended it through the API."),
    duration_ms: z.number().describe("From the customer's arrival to the end, in milliseconds; 0 before the end."),
    greeted_after_ms: z.number().nullable().describe("Milliseconds until the agent's first word."),
    redispatches: z.number().int().describe("How often another agent was sent for, because none came or one was lost."),
    participants: z
      .array(
        z.object({
          role: z.enum(["caller", "agent"]).describe("Who it is."),
          joined_at: z.string().nullable().describe("When they came."),
          left_at: z.string().nullable().describe("When they left; null while they are there."),
        }),
      )
      .describe("Who was in the call."),
    mode_changes: z
      .array(
        z.object({
          at: z.string(),
          mode: z.enum(["pipeline", "realtime"]).describe("The mode from then on."),
          reason: z.string(),
        }),
      )
      .describe("Changes of the mode in mid-call."),
    cost: CallCost.nullable().describe("By list prices, as decimals. Null: not known yet, or see `unpriced`."),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Call" });
export type CallView = z.infer<typeof CallView>;

export function callView(call: CallRecord): CallView {
  return {
    call_id: call.id,
    direction: call.direction,
    status: call.status,
    outcome: call.outcome,
    reason: call.reason,
    purpose: call.purpose,
    customer_id: call.customerId,
    customer_address: call.customerAddress,
    account_address: call.accountAddress,
    briefing: call.briefing,
    conversation_id: call.conversationId,
    has_room: call.room !== null,
    config: { name: call.configName, version: call.configVersion },
    mode: call.mode,
    answered_by: call.answeredBy,
    attempts: call.attempts,
    due_at: call.dueAt,
    opened_at: call.openedAt,
    ended_at: call.endedAt,
    ended_by: call.endedBy,
    duration_ms: durationMsOf(call),
    greeted_after_ms: call.greetedAfterMs,
    redispatches: call.redispatches,
    participants: call.participants.map((each) => ({
      role: each.role,
      joined_at: each.joinedAt,
      left_at: isPresent(each) ? null : each.leftAt,
    })),
    mode_changes: call.modeChanges,
    cost: call.cost,
    created_at: call.createdAt,
    updated_at: call.updatedAt,
  };
}

const Line = z.object({
  at: z.string(),
  after_ms: z.number().describe("Milliseconds since the call began."),
  role: z.enum(["customer", "agent", "operator"]).describe("Who spoke."),
  text: z.string(),
  interrupted: z.boolean().describe("True when the customer interrupted it: `text` is what was heard."),
});

/** One call with what was said in it. */
export const CallDetails = z
  .object({
    ...CallView.shape,
    transcript: z.array(Line).describe("What was said, oldest first."),
    recording: z
      .object({
        duration_ms: z.number(),
        url: z
          .string()
          .describe("The sound as Ogg, customer left and agent right. The link is open to whoever has it."),
        expires_at: z.string(),
      })
      .nullable()
      .describe("Null: it was not recorded, or is not kept any more."),
  })
  .meta({ id: "CallDetails" });

export function transcriptOf(turns: readonly SpokenTurn[], begun: string): z.infer<typeof Line>[] {
  const afterMs = (at: string) => Math.max(0, Date.parse(at) - Date.parse(begun));
  return turns.flatMap(({ at, inbound, reply, more, by }) => [
    ...inbound.map((said) => ({
      at: said.at,
      after_ms: afterMs(said.at),
      role: "customer" as const,
      text: said.text,
      interrupted: false,
    })),
    ...[...(reply ? [reply] : []), ...more].flatMap(({ text, unheard }) =>
      text === "" ? [] : [{ at, after_ms: afterMs(at), role: speakerOf(by), text, interrupted: unheard !== undefined }],
    ),
  ]);
}

function speakerOf(by: string | null) {
  return by === null ? ("agent" as const) : ("operator" as const);
}
