import { calendarToolNames } from "../../schema/calendar-tool-names.ts";
import type { BookingSections } from "./bookings-config.ts";

/** The parts of a tool call that concern bookings. */
export interface BookingCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result: unknown;
  readonly status: "completed" | "failed";
}

/** The names of a tenant's booking tools. */
export interface BookingTools {
  readonly beginning: ReadonlySet<string>;
  readonly completing: ReadonlySet<string>;
  readonly cancelling: ReadonlySet<string>;
}

export type BookingStep = "begun" | "completed" | "cancelled";

const words = {
  cancelling: /cancel/,
  beginning: /availab|slot_?search|find_slots|free_slots|list_slots/,
  completing: /(^|_)(book|reserve|schedule|reschedule)(_|$)|booking|appointment|(create|place|make).*order/,
};

const cache = new WeakMap<object, BookingTools>();

/**
 * The booking tools from the configuration. Missing settings are inferred from the tools' names. Tools of calendars are
 * always booking tools.
 */
export function bookingToolsOf(config: BookingSections): BookingTools {
  const cached = cache.get(config);
  if (cached) return cached;
  const { begun_by, completed_by, cancelled_by } = config.bookings;
  const { available } = config.tools;
  const named = [...available.filter(({ type }) => type !== "calendar"), ...config.operations];
  const inferred = bookingToolsByName(named.map(({ name }) => name));
  const calendars = available.filter(({ type }) => type === "calendar").map(({ name }) => calendarToolNames(name));
  const tools = {
    beginning: new Set([...(begun_by ?? inferred.beginning), ...calendars.map(({ find }) => find)]),
    completing: new Set([
      ...(completed_by ?? inferred.completing),
      ...calendars.flatMap(({ book, reschedule }) => [book, reschedule]),
    ]),
    cancelling: new Set([...(cancelled_by ?? inferred.cancelling), ...calendars.map(({ cancel }) => cancel)]),
  };
  cache.set(config, tools);
  return tools;
}

/** Infers booking tools from names such as `check_appointment_availability`, `book_slot` and `create_medical_order`. */
function bookingToolsByName(names: readonly string[]): BookingTools {
  const rest = (given: readonly string[], pattern: RegExp): [Set<string>, string[]] => [
    new Set(given.filter((name) => pattern.test(name))),
    given.filter((name) => !pattern.test(name)),
  ];
  const own = names.filter((name) => name !== "schedule_callback");
  const [cancelling, others] = rest(own, words.cancelling);
  const [beginning, more] = rest(others, words.beginning);
  const [completing] = rest(more, words.completing);
  return { beginning, completing, cancelling };
}

/**
 * The effect of a call on a booking; undefined when there is none. A tool for a table of slots reads and takes them: it
 * books only when it changes a row. A refused call and a call of unknown outcome book nothing.
 */
export function bookingStepOf(call: BookingCall, tools: BookingTools): BookingStep | undefined {
  const done = call.status === "completed" && !isRefusal(call.result);
  const writes = call.arguments.action === "update" || call.arguments.action === "create";
  if (tools.cancelling.has(call.name)) return done ? "cancelled" : undefined;
  if (tools.completing.has(call.name)) return done && !isRead(call) ? "completed" : "begun";
  if (tools.beginning.has(call.name)) return done && writes ? "completed" : "begun";
  return undefined;
}

function isRead(call: BookingCall): boolean {
  return call.arguments.action === "find";
}

function isRefusal(result: unknown): boolean {
  return result === null || result === undefined || (typeof result === "object" && "error" in result);
}
