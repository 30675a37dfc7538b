import { DateTime } from "luxon";
import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { instantOf } from "../../../shared/conversations/appointment.ts";
import { callbackRequested } from "../../../shared/events/index.ts";
import { newEvent } from "../../../shared/runtime/step.ts";
import type { Tool } from "../../../shared/tools/tool.ts";
import { callbackTime } from "../handoff/callback-time.ts";
import { isOpen, nextOpen } from "../handoff/opening-hours.ts";
import type { Rule } from "./rule.ts";

const toolName = "schedule_callback";

/** What the tool told the agent, where it took the time. */
const Taken = z.object({ callback_at: z.string(), reason: z.string() });

/** Lets the agent note a time the customer named for a call by a person. */
export const callbacksRule: Rule = {
  name: "callbacks",
  prepare({ config }) {
    if (!config.callbacks?.enabled) return undefined;
    return { type: "brief", briefing: { notes: [], sources: [] }, tools: [scheduleCallback(config)], found: null };
  },
  conclude({ turnId, conversation, config }, { outcome }) {
    const call = outcome.toolCalls.findLast(({ name, status }) => name === toolName && status === "completed");
    const taken = Taken.safeParse(call?.result).data;
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
    return { publish: [requested] };
  },
};

/** The tool only reads the time; what follows is committed with the turn. */
function scheduleCallback(config: TenantConfig): Tool {
  return {
    name: toolName,
    description:
      "Arranges that a person of the company calls the customer back at a time the customer named. Give the time in the customer's own words, or as ISO 8601. Asking again moves the call.",
    parameters: z.object({
      time: z.string().min(1).max(200).describe('As the customer said it: "tomorrow at 5 pm"'),
      reason: z.string().max(300).describe("What the call is about, in a few words"),
    }),
    sideEffects: false,
    reconcile: "repeat",
    async execute({ time, reason }, { now }) {
      return { content: timeTaken(config, String(time), now, String(reason)) };
    },
  };
}

/** The time as the tool answers it: taken, or what is wrong with it and what to ask the customer for. Pure. */
export function timeTaken(
  config: Pick<TenantConfig, "timezone" | "business_hours" | "holidays" | "callbacks">,
  words: string,
  now: Date,
  reason: string,
) {
  const iso = instantOf(words, config.timezone);
  const at = iso === undefined ? callbackTime(words, config.timezone, now) : new Date(iso);
  if (at === undefined) return refused("No time was found in that: ask the customer for a day and a time.");
  if (at < now) return refused(`${written(at, config)} is over already: ask for a time to come.`);
  const { days_ahead: daysAhead } = config.callbacks ?? { days_ahead: 30 };
  if (at.getTime() > now.getTime() + daysAhead * 86_400_000)
    return refused(`That is too far ahead: calls are arranged for the next ${daysAhead} days.`);
  if (!isOpen(config, at)) {
    const next = nextOpen(config, at);
    const offer = next ? ` The next time somebody is there is ${written(next, config)}: offer that.` : "";
    return refused(`Nobody is there on ${written(at, config)}.${offer}`);
  }
  const here = DateTime.fromJSDate(at, { zone: config.timezone });
  return { callback_at: here.toISO() ?? at.toISOString(), when: written(at, config), reason };
}

function refused(error: string): { readonly error: string } {
  return { error };
}

function written(at: Date, { timezone }: Pick<TenantConfig, "timezone">): string {
  return DateTime.fromJSDate(at, { zone: timezone }).setLocale("en").toFormat("cccc d LLLL 'at' h:mm a");
}
