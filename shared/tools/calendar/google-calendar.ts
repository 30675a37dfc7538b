import { DateTime } from "luxon";
import { z } from "zod";
import { readBounded } from "../../outbound/bounded-body.ts";
import { wasNeverSent } from "../../outbound/outbound-request.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { jsonOf } from "../../schema/json-of.ts";
import { secretName } from "../../security/secrets/secret-reference.ts";
import { type GoogleAccessDependencies, type GoogleSecrets, googleAccess } from "../google/google-access.ts";
import type { CalendarConfig } from "./calendar-config.ts";
import type { OutsideBusy, OutsideCalendar, OutsidePlace } from "./outside-calendar.ts";

const origin = "https://www.googleapis.com";
const scope = "https://www.googleapis.com/auth/calendar.events";
const maxAnswerBytes = 2 * 1024 * 1024;
const maxPages = 10;

const When = z.object({ dateTime: z.string().optional(), date: z.string().optional() });
const Events = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      status: z.string().optional(),
      transparency: z.string().optional(),
      start: When.optional(),
      end: When.optional(),
    }),
  ),
  nextPageToken: z.string().optional(),
});

/**
 * Google Calendar, by its REST API (developers.google.com/workspace/calendar/api/v3/reference). An appointment's number
 * gives its event's id, so a repeated insertion meets the first. Only ids and times of other events are read.
 * @throws TerminalError `google-refused`, RetryableError `google-unavailable`; Error where a write's outcome is unknown
 */
export function googleCalendar(config: CalendarConfig, zone: string, deps: GoogleAccessDependencies): OutsideCalendar {
  const access = googleAccess(secretsOf(config), [scope], deps);
  const base = `${deps.baseUrl ?? origin}/calendar/v3/calendars`;

  async function call(at: OutsidePlace, method: string, path: string, body?: object): Promise<Answer> {
    const calendar = encodeURIComponent(at.resource.calendar_id ?? "");
    const url = `${base}/${calendar}/events${path}`;
    const first = await once(at, { method, url, body });
    if (first.status !== 401) return checked(first, method);
    access.forget(at.tenantId);
    return checked(await once(at, { method, url, body }), method);
  }

  async function once(
    { tenantId, signal }: OutsidePlace,
    given: { method: string; url: string; body: object | undefined },
  ) {
    const { method, url, body } = given;
    const headers = { authorization: `Bearer ${await access.token(tenantId)}`, "content-type": "application/json" };
    try {
      const response = await deps.fetch(url, {
        method,
        headers,
        signal,
        redirect: "manual",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: (await readBounded(response, maxAnswerBytes)) ?? "" };
    } catch (cause) {
      if (method === "GET" || wasNeverSent(cause)) throw unavailable("Google Calendar did not answer.", cause);
      throw new Error("Google Calendar did not answer, so the outcome is unknown.", { cause });
    }
  }

  return {
    async busy(at, from, to) {
      const found: OutsideBusy[] = [];
      let pageToken: string | undefined;
      for (let page = 0; page < maxPages; page += 1) {
        const query = new URLSearchParams({
          timeMin: from.toISOString(),
          timeMax: to.toISOString(),
          singleEvents: "true",
          maxResults: "2500",
          fields: "items(id,status,transparency,start,end),nextPageToken",
          ...(pageToken === undefined ? {} : { pageToken }),
        });
        const { text } = await call(at, "GET", `?${query}`);
        const events = Events.safeParse(jsonOf(text));
        if (!events.success) throw new TerminalError("google-refused", "Google Calendar's answer has another form.");
        found.push(...events.data.items.flatMap((event) => busyTime(event, zone)));
        pageToken = events.data.nextPageToken;
        if (pageToken === undefined) return found;
      }
      throw new TerminalError("google-refused", "The calendar has too many events in that time.");
    },
    async put(at, { appointmentId, start, end, summary, description }) {
      const id = eventIdOf(appointmentId);
      const event = { start: { dateTime: start }, end: { dateTime: end }, summary, description, status: "confirmed" };
      const { status } = await call(at, "POST", "", { id, ...event });
      // The id is there: a repeat, or an appointment that moves.
      if (status === 409) await call(at, "PATCH", `/${id}`, event);
    },
    async remove(at, appointmentId) {
      await call(at, "DELETE", `/${eventIdOf(appointmentId)}`);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Google tells a limit by 403 or 429 ("Handle API errors"). 404 and 410 of a removal say that it is gone already. */
function checked(answer: Answer, method: string): Answer {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return answer;
  if (method === "POST" && status === 409) return answer;
  if (method === "DELETE" && (status === 404 || status === 410)) return answer;
  const isLimited = status === 429 || (status === 403 && /rateLimitExceeded|quotaExceeded/i.test(text));
  if (isLimited) throw unavailable("Google Calendar limits the rate.");
  if (status >= 500 && method === "GET") throw unavailable(`Google Calendar answered ${status}.`);
  if (status >= 500) throw new Error(`Google Calendar answered ${status}, so the outcome is unknown.`);
  throw new TerminalError("google-refused", `Google Calendar refused the call (${status}). Is the calendar shared?`);
}

function unavailable(message: string, cause?: unknown): RetryableError {
  return new RetryableError("google-unavailable", message, { cause });
}

/** An all-day event has dates without a zone: they are days of the client's. */
function busyTime(event: z.output<typeof Events>["items"][number], zone: string): OutsideBusy[] {
  const { id, status, transparency, start, end } = event;
  if (status === "cancelled" || transparency === "transparent") return [];
  const at = (when: z.output<typeof When> | undefined) =>
    DateTime.fromISO(when?.dateTime ?? when?.date ?? "", { zone }).toMillis();
  const [from, to] = [at(start), at(end)];
  return Number.isNaN(from) || Number.isNaN(to) ? [] : [{ from, to, appointmentId: appointmentIdIn(id) }];
}

/** Event ids use the letters a-v and digits (base32hex), at least five. */
function eventIdOf(appointmentId: string): string {
  return `appointment${appointmentId.replace(/^A-/, "").toLowerCase()}`;
}

function appointmentIdIn(eventId: string): string | null {
  const [, id] = /^appointment([0-9a-f]{10})$/.exec(eventId) ?? [];
  return id === undefined ? null : `A-${id.toUpperCase()}`;
}

function secretsOf(config: CalendarConfig): GoogleSecrets {
  const { service_account, refresh_token, oauth_client_id, oauth_client_secret } = config;
  if (service_account !== undefined) return { type: "service_account", key: secretName(service_account) };
  if (refresh_token === undefined || oauth_client_id === undefined || oauth_client_secret === undefined)
    throw new TerminalError("google-refused", "The calendar has no Google credentials.");
  return {
    type: "refresh_token",
    token: secretName(refresh_token),
    clientId: secretName(oauth_client_id),
    clientSecret: secretName(oauth_client_secret),
  };
}
