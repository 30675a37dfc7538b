import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../../json.ts";
import { googleError } from "./errors.ts";

interface CalendarEvent {
  readonly id: string;
  status: string;
  fields: JsonObject;
}

const idForm = /^[a-v0-9]{5,1024}$/;
const pageSize = 250;

/**
 * The events of one Google account's calendars (Calendar API v3, "Events"). An id is used once: a deleted event keeps it,
 * as cancelled. Google does not refuse events that overlap, and neither does this.
 */
export function calendarEvents() {
  const calendars = new Map<string, Map<string, CalendarEvent>>();
  let lastId = 0;

  function eventsOf(calendar: string): Map<string, CalendarEvent> | undefined {
    if (calendar !== "primary" && !calendar.includes("@")) return undefined;
    const events = calendars.get(calendar) ?? new Map<string, CalendarEvent>();
    calendars.set(calendar, events);
    return events;
  }

  function insert(calendar: string, body: unknown): Answer {
    const events = eventsOf(calendar);
    if (!events) return notFound();
    const { id: wanted, status, ...fields } = objectOf(body);
    if (wanted !== undefined && !idForm.test(textOf(wanted)))
      return googleError(400, "invalid", "Invalid resource id value.");
    const problem = timesProblem(fields);
    if (problem) return problem;
    lastId += 1;
    const id = textOf(wanted) || `event${lastId}`;
    if (events.has(id)) return googleError(409, "duplicate", "The requested identifier already exists.");
    const event = { id, status: textOf(status) || "confirmed", fields };
    events.set(id, event);
    return { status: 200, body: view(event) };
  }

  function patch(calendar: string, id: string, body: unknown): Answer {
    const event = eventsOf(calendar)?.get(id);
    if (!event) return notFound();
    const { id: _, status, ...fields } = objectOf(body);
    const next = { ...event.fields, ...fields };
    const problem = timesProblem(next);
    if (problem) return problem;
    event.fields = next;
    event.status = textOf(status) || event.status;
    return { status: 200, body: view(event) };
  }

  function remove(calendar: string, id: string): Answer {
    const event = eventsOf(calendar)?.get(id);
    if (!event) return notFound();
    if (event.status === "cancelled") return googleError(410, "deleted", "Resource has been deleted");
    event.status = "cancelled";
    return { status: 204 };
  }

  function list(calendar: string, query: URLSearchParams): Answer {
    const events = eventsOf(calendar);
    if (!events) return notFound();
    const [min, max] = [Date.parse(query.get("timeMin") ?? ""), Date.parse(query.get("timeMax") ?? "")];
    if (max <= min) return googleError(400, "timeRangeEmpty", "The specified time range is empty.");
    const found = [...events.values()].filter(({ status, fields }) => {
      if (status === "cancelled") return false;
      return !(timeOf(fields.end) <= min) && !(timeOf(fields.start) >= max);
    });
    const size = Math.min(Number(query.get("maxResults")) || pageSize, 2_500);
    const from = Number(query.get("pageToken") ?? 0) || 0;
    const next = from + size < found.length ? { nextPageToken: String(from + size) } : {};
    return { status: 200, body: { kind: "calendar#events", items: found.slice(from, from + size).map(view), ...next } };
  }

  return {
    insert,
    patch,
    remove,
    list,
    all: () =>
      [...calendars].flatMap(([calendar, events]) => [...events.values()].map((each) => ({ calendar, ...view(each) }))),
    clear: () => calendars.clear(),
  };
}

const notFound = () => googleError(404, "notFound", "Not Found");

function view({ id, status, fields }: CalendarEvent): JsonObject {
  return { kind: "calendar#event", id, status, ...fields };
}

function timesProblem({ start, end }: JsonObject): Answer | undefined {
  if (!isObject(start) || !isObject(end)) return googleError(400, "required", "Missing end time.");
  if (Number.isNaN(timeOf(start)) || Number.isNaN(timeOf(end))) return googleError(400, "badRequest", "Bad Request");
  if (timeOf(end) < timeOf(start)) return googleError(400, "timeRangeEmpty", "The specified time range is empty.");
  return undefined;
}

function timeOf(given: unknown): number {
  const { dateTime, date } = objectOf(given);
  return Date.parse(textOf(dateTime) || textOf(date));
}
