import { m } from "#messages";
import type { KeyName } from "./keys.ts";

/** What each key does, in the order of the list of keys. */
export const keyTexts: Readonly<Record<KeyName, () => string>> = {
  next: m.inbox_key_next,
  previous: m.inbox_key_previous,
  open: m.inbox_key_open,
  reply: m.inbox_key_reply,
  note: m.inbox_key_note,
  takeover: m.inbox_takeover,
  resolve: m.inbox_resolve,
  resolveNext: m.inbox_key_resolve_next,
  transfer: m.inbox_transfer,
  release: m.inbox_release,
  snooze: m.inbox_snooze,
  labels: m.inbox_labels,
  select: m.inbox_key_select,
  unread: m.inbox_mark_unread,
  undo: m.inbox_undo,
  search: m.inbox_search,
  filter: m.inbox_filter,
  mentions: m.inbox_mentions,
  details: m.inbox_details,
  back: m.inbox_key_back,
  help: m.inbox_keys,
};

/** A key as it is printed on a keyboard. */
export function keyLabel(key: string): string {
  if (key === "Escape") return "Esc";
  if (key.length > 1) return key;
  return /[A-Z]/.test(key) ? `⇧ ${key}` : key.toUpperCase();
}
