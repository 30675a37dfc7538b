/** The conversations read in this browser, and when. */
export type Seen = Readonly<Record<string, string>>;

const most = 500;

/** What was read, from where it is kept. What is kept wrongly counts as nothing read. */
export function seenIn(stored: string | null): Seen {
  if (stored === null) return {};
  try {
    const seen: unknown = JSON.parse(stored);
    return typeof seen === "object" && seen !== null ? (seen as Seen) : {};
  } catch {
    return {};
  }
}

/** With a conversation read up to a time. The oldest entries give way. */
export function withSeen(seen: Seen, id: string, at: string): Seen {
  if ((seen[id] ?? "") >= at) return seen;
  const { [id]: _, ...others } = seen;
  return Object.fromEntries([...Object.entries(others), [id, at]].slice(-most));
}

export function withoutSeen(seen: Seen, id: string): Seen {
  return Object.fromEntries(Object.entries(seen).filter(([each]) => each !== id));
}
