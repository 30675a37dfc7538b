import { z } from "zod";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { callbackRequested } from "../../../../../shared/events/index.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import { wallClock } from "../../../../../shared/time/wall-clock.ts";
import type { Tool } from "../../../../../shared/tools/tool.ts";
import { zodParameters } from "../../../../../shared/tools/tool-parameters.ts";
import type { Unavailable } from "../../handoff/state.ts";
import type { TurnPart } from "../turn-part.ts";

const toolName = "schedule_callback";

/** The tool's result when it accepted a time. */
const Taken = z.object({ callback_at: z.string(), reason: z.string() });

/** Lets the agent schedule a callback at a time the customer named, and tells it about one that is asked for or planned. */
export const callbacksTurn: TurnPart = {
  prepare({ config, conversation: { handoff } }) {
    const note = handoff?.open ? noteOn(handoff.unavailable, config) : undefined;
    if (!config.callbacks?.enabled && note === undefined) return undefined;
    const notes = note === undefined ? [] : [note];
    return { type: "brief", briefing: { notes, sources: [] }, tools: [toolOf(config)], found: null };
  },
  conclude({ turnId, conversation, config }, { outcome, next }) {
    const call = outcome.toolCalls.findLast(({ name, status }) => name === toolName && status === "completed");
    if (!call) return undefined;
    const taken = Taken.safeParse(call.result).data;
    if (!taken) return undefined;
    const { id: conversationId, customer, channel } = conversation;
    const requested = newEvent(callbackRequested, conversationId, {
      requestId: `${turnId}.callback`,
      conversationId,
      kind: "callback",
      at: taken.callback_at,
      timeZone: config.timezone,
      customerId: customer.id,
      channel,
      address: customer.address,
      reason: taken.reason,
      department: null,
      ticketId: null,
    });
    const { handoff } = next;
    if (!handoff?.open || !handoff.unavailable) return { publish: [requested] };
    const unavailable = { ...handoff.unavailable, awaitsTime: null, callbackAt: taken.callback_at };
    return { publish: [requested], conversation: { handoff: { ...handoff, unavailable } } };
  },
};

function noteOn(unavailable: Unavailable | null, { timezone }: TenantConfig): string | undefined {
  if (unavailable?.awaitsTime)
    return "No colleague is free. The customer was asked when to be called back and has not named a day and an hour yet. Answer what they ask. Promise no call at a time that they did not name.";
  if (!unavailable?.callbackAt) return undefined;
  const { weekday, date, time } = wallClock(new Date(unavailable.callbackAt), timezone);
  return `A colleague will call the customer back on ${weekday} ${date} at ${time}. Answer what they ask meanwhile.`;
}

const tools = new WeakMap<TenantConfig, Tool>();

/** Cached per configuration: building the tool's schema costs more than building a turn's whole prompt. */
function toolOf(config: TenantConfig): Tool {
  const tool = tools.get(config) ?? scheduleCallback(config);
  tools.set(config, tool);
  return tool;
}

/** The tool only reads the time. The callback is scheduled in the turn's commit. */
function scheduleCallback(config: TenantConfig): Tool {
  return {
    name: toolName,
    description: `Arranges that ${config.callbacks?.by === "agent" ? "you call the customer back yourself, by telephone," : "a person of the company calls the customer back"} at a time the customer named. Give the time in the customer's own words; never add an hour or a day that they did not name. Asking again moves the call.`,
    parameters: zodParameters(
      z.object({
        time: z.string().min(1).max(200).describe('As the customer said it: "tomorrow at 5 pm"'),
        reason: z.string().max(300).describe("What the call is about, in a few words"),
      }),
    ),
    sideEffects: false,
    reconcile: "repeat",
    async execute({ time, reason }, { now }) {
      // Loaded on demand: the date parser is heavy, and few conversations need it.
      const { takeCallbackTime } = await import("./take-callback-time.ts");
      return { content: takeCallbackTime(config, String(time), now, String(reason)) };
    },
  };
}
