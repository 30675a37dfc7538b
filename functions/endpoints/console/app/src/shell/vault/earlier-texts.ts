import { draftName, outboxName, writtenName } from "./text-names.ts";

type Place = Pick<Storage, "length" | "key" | "getItem" | "removeItem">;

/** Releases before 30 November 2026 kept texts under these names, in clear. */
const earlierOutbox = "console-inbox-outbox:";
const earlierDraft = "console-inbox-draft:";
const earlierWritten = "console-inbox-written:";

/**
 * Moves what an earlier release left in clear. What belongs to somebody else is deleted: only its owner could seal it,
 * and others use this browser.
 */
export function takeEarlierTexts(
  { local, tab }: { readonly local: Place; readonly tab: Place },
  person: string,
  put: (name: string, text: string) => void,
): void {
  for (const [key, text] of takenFrom(local, earlierOutbox)) {
    const [client = "", owner] = key.slice(earlierOutbox.length).split(":");
    if (owner !== person) continue;
    for (const [index, entry] of entriesIn(text).entries())
      put(outboxName(client, String(index).padStart(16, "0")), JSON.stringify(entry));
  }
  for (const [key, text] of takenFrom(tab, earlierDraft)) put(draftName(key.slice(earlierDraft.length)), text);
  for (const [key, text] of takenFrom(tab, earlierWritten)) put(writtenName(key.slice(earlierWritten.length)), text);
}

function takenFrom(place: Place, prefix: string): readonly (readonly [string, string])[] {
  const keys = Array.from({ length: place.length }, (_, index) => place.key(index) ?? "");
  return keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const text = place.getItem(key) ?? "";
      place.removeItem(key);
      return [key, text] as const;
    });
}

/** What was kept wrongly counts as nothing. */
function entriesIn(stored: string): readonly object[] {
  try {
    const entries: unknown = JSON.parse(stored);
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}
