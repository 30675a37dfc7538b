import type { Answer } from "../../http.ts";
import { twilioError } from "./errors.ts";
import { resource, type TwilioMessage } from "./messages.ts";

/** `GET Messages.json`: newest first; filters To, From, DateSent, `DateSent<`, `DateSent>` (both inclusive); paged. */
export function listing(accountSid: string, all: Iterable<TwilioMessage>, query: URLSearchParams): Answer {
  const pageSize = Number(query.get("PageSize") ?? 50);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1_000) {
    return twilioError(400, 20001, "PageSize must be from 1 to 1000");
  }
  const filters = dateFilters(query);
  if (filters === null) return twilioError(400, 20001, "DateSent must be a date, YYYY-MM-DD or ISO 8601");
  const [to, from] = [query.get("To"), query.get("From")];
  const found = [...all].reverse().filter((message) => {
    if (message.accountSid !== accountSid) return false;
    if ((to && message.to !== to) || (from && message.from !== from)) return false;
    return filters.every((accepts) => accepts(message.sentAt ?? message.createdAt));
  });
  // The token names the last message of the previous page, so new messages shift nothing.
  const token = query.get("PageToken")?.slice(2);
  const start = token ? found.findIndex((message) => message.sid === token) + 1 : 0;
  const page = found.slice(start, start + pageSize);
  const last = page.at(-1);
  const uri = (number: number, pageToken?: string): string => {
    const next = new URLSearchParams(query);
    next.set("PageSize", String(pageSize));
    next.set("Page", String(number));
    next.delete("PageToken");
    if (pageToken) next.set("PageToken", `PA${pageToken}`);
    return `/2010-04-01/Accounts/${accountSid}/Messages.json?${next}`;
  };
  const number = Number(query.get("Page") ?? 0);
  return {
    status: 200,
    body: {
      first_page_uri: uri(0),
      next_page_uri: last && start + pageSize < found.length ? uri(number + 1, last.sid) : null,
      previous_page_uri: null,
      page: number,
      page_size: pageSize,
      start,
      end: Math.max(start, start + page.length - 1),
      uri: uri(number),
      messages: page.map(resource),
    },
  };
}

/**
 * Null if a date is invalid. A date alone compares whole days. A time compares whole seconds, as the API shows them.
 */
function dateFilters(query: URLSearchParams): readonly ((sent: Date) => boolean)[] | null {
  const filters: ((sent: Date) => boolean)[] = [];
  for (const [name, value] of query) {
    if (!/^DateSent[<>]?$/.test(name)) continue;
    const wanted = Date.parse(value);
    if (Number.isNaN(wanted)) return null;
    const unitMs = /^\d{4}-\d{2}-\d{2}$/.test(value) ? 86_400_000 : 1_000;
    const units = (milliseconds: number) => Math.floor(milliseconds / unitMs);
    filters.push((sent) => {
      const difference = units(sent.getTime()) - units(wanted);
      if (name === "DateSent<") return difference <= 0;
      return name === "DateSent>" ? difference >= 0 : difference === 0;
    });
  }
  return filters;
}
