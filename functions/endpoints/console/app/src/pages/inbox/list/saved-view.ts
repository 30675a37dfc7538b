/** Saved lists as the API keeps them, and what the page shows for them. Pure. */
import type { Filter } from "./filter.ts";
import type { Part } from "./queue-filter.ts";

export interface ViewFilter extends Omit<Filter, "unread"> {
  readonly status?: "active" | "escalated" | "resolved";
  readonly unread?: boolean;
  readonly snoozed?: boolean;
}

const ofPart: Readonly<Record<Part, ViewFilter>> = {
  open: {},
  waiting: { assignee: "nobody" },
  mine: { assignee: "me" },
  snoozed: { snoozed: true },
  bot: { assignee: "bot" },
  closed: { status: "resolved" },
};

export function viewFilterOf(part: Part, { unread, ...filter }: Filter): ViewFilter {
  return { ...filter, ...(unread === undefined ? {} : { unread: unread === "true" }), ...ofPart[part] };
}

/** The part of the inbox and the conditions in it that a saved list means. */
export function shownBy({ status, unread, snoozed, ...filter }: ViewFilter): { part: Part; filter: Filter } {
  const marked: Filter = { ...filter, ...(unread === undefined ? {} : { unread: unread ? "true" : "false" }) };
  if (status === "resolved") return { part: "closed", filter: marked };
  if (snoozed === true) return { part: "snoozed", filter: marked };
  const { assignee, ...rest } = marked;
  const own = { bot: "bot", me: "mine", nobody: "waiting" } as const;
  if (assignee === "bot" || assignee === "me" || assignee === "nobody") return { part: own[assignee], filter: rest };
  return { part: "open", filter: marked };
}
