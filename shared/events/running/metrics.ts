import { z } from "zod";
import { ChannelType } from "../conversation/conversation.ts";
import { eventType } from "../event-type.ts";

const Agent = z.object({ name: z.string(), version: z.number().int() });

/**
 * It is time to count what happened to a tenant since the last time. `resumed`: the last time stopped before its end.
 * `thorough`: a whole day is looked through once more.
 */
export const metricsCollectionDue = eventType(
  "metrics-collection-due",
  z.object({ resumed: z.boolean().default(false), thorough: z.boolean().default(false) }),
);
export type MetricsCollectionDue = z.infer<typeof metricsCollectionDue.schema>;

/**
 * Something is to be counted on its day. `source` is its own stable name: told again, however late, it is counted once.
 * `add` holds counters of `shared/contracts/metrics/rollup-counters.ts`, negative ones to take something back.
 */
export const measurementTaken = eventType(
  "measurement-taken",
  z.object({
    source: z.string().min(1).max(300),
    at: z.string(),
    /** Where agent and channel are null, those of this conversation's session. */
    conversationId: z.string().nullable(),
    agent: Agent.nullable(),
    channel: ChannelType.nullable(),
    add: z.record(z.string(), z.unknown()),
    /** Newest values, for gauges such as `sla_compliance_percentage`. */
    gauges: z.record(z.string(), z.number()).optional(),
  }),
);
export type MeasurementTaken = z.infer<typeof measurementTaken.schema>;

/** A session of a conversation is over and counted. `turns` counts the agent's. */
export const conversationMeasured = eventType(
  "conversation-measured",
  z.object({
    conversationId: z.string(),
    channel: ChannelType,
    agent: Agent,
    startedAt: z.string(),
    endedAt: z.string(),
    outcome: z.literal(["resolved", "silent"]),
    handedOver: z.boolean(),
    turns: z.number().int(),
    guardEvents: z.number().int(),
    errors: z.number().int(),
    costNanoUsd: z.number().int(),
  }),
);
export type ConversationMeasured = z.infer<typeof conversationMeasured.schema>;

/** A tenant's spending has reached a share of its budget. `day` is the tenant's. */
export const budgetReached = eventType(
  "budget-reached",
  z.object({
    period: z.literal(["day", "month"]),
    /** `2026-11-29`, or `2026-11`. */
    of: z.string(),
    level: z.literal(["warn", "downgrade", "stop"]),
    spentNanoUsd: z.number().int(),
    budgetNanoUsd: z.number().int(),
    at: z.string(),
  }),
);
export type BudgetReached = z.infer<typeof budgetReached.schema>;

/** `tool`: equal calls with equal results. `model`: one answer to different messages. `bot`: a machine on the other side. */
export const loopKinds = ["tool", "model", "bot"] as const;
export type LoopKind = (typeof loopKinds)[number];

/** A conversation went in circles and was ended politely, left unanswered, or given to a person. */
export const loopEnded = eventType(
  "loop-ended",
  z.object({
    conversationId: z.string(),
    channel: ChannelType,
    agent: Agent,
    kind: z.literal(loopKinds),
    /** The tool of a loop of tools. */
    tool: z.string().nullable(),
    handedOver: z.boolean(),
    at: z.string(),
  }),
);
export type LoopEnded = z.infer<typeof loopEnded.schema>;
