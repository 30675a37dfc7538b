/** What narrows the list, in the words of the API's query. Pure. */
import type { channelNames } from "../../../../../../../../shared/events/channel-names.ts";
import type { Item } from "../item.ts";

type ChannelName = (typeof channelNames)[number];

export interface Filter {
  readonly channel?: ChannelName;
  readonly department?: string;
  readonly label?: string;
  readonly language?: string;
  /** `me`, `nobody`, or an operator's id. */
  readonly assignee?: string;
  readonly unread?: "true" | "false";
}
export const filterNames = ["channel", "department", "label", "language", "assignee", "unread"] as const;
export type FilterName = (typeof filterNames)[number];

/** With a condition set, or taken away by an empty value. */
export function withCondition(filter: Filter, name: FilterName, value: string): Filter {
  const { [name]: _, ...others } = filter;
  return value === "" ? others : ({ ...others, [name]: value } as Filter);
}

/** Whether a conversation fulfils every condition. */
export function matchesFilter(
  { channel, department, label, language, assignee, unread }: Filter,
  item: Item,
  { me, isUnread }: { readonly me: string; isUnread(item: Item): boolean },
): boolean {
  const holder = item.handoff?.assigned_to ?? null;
  if (channel !== undefined && item.channel !== channel) return false;
  if (department !== undefined && item.handoff?.department !== department) return false;
  if (label !== undefined && !item.labels.includes(label)) return false;
  if (language !== undefined && item.language !== language) return false;
  if (unread !== undefined && String(isUnread(item)) !== unread) return false;
  if (assignee === undefined) return true;
  return assignee === "nobody" ? holder === null : holder === (assignee === "me" ? me : assignee);
}
