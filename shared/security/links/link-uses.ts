import { absent, type Documents, put } from "../../platform/documents.ts";
import { platformScope } from "../../platform/tenant.ts";
import { retryConflicts } from "../../platform/version-conflicts.ts";
import { deriveId } from "../../runtime/ids.ts";
import { secretLinkUses } from "./secret-link-documents.ts";

/** A count that must not pass its limit. `by` names whose count it is. */
export interface LinkCount {
  readonly linkId: string;
  readonly by: string;
  /** `2026-11-29` or `2026-11-29T18`. */
  readonly window: string;
  readonly limit: number;
}

/** Counts one use in all of these, or in none when one is used up. The result is the one that was. */
export async function countLinkUse(documents: Documents, counts: readonly LinkCount[]): Promise<LinkCount | undefined> {
  return retryConflicts(async () => {
    const read = await Promise.all(
      counts.map(async (count) => ({ count, stored: await documents.get(platformScope, secretLinkUses, idOf(count)) })),
    );
    const full = read.find(({ count, stored }) => (stored?.data.uses ?? 0) >= count.limit);
    if (full) return full.count;
    const writes = read.map(({ count, stored }) => {
      const data = { linkId: count.linkId, window: count.window, uses: (stored?.data.uses ?? 0) + 1 };
      return put(secretLinkUses, idOf(count), data, { ifVersion: stored?.version ?? absent });
    });
    await documents.commit(platformScope, writes);
    return undefined;
  });
}

/** Whether one of these is used up. Nothing is counted. */
export async function fullLinkCount(
  documents: Documents,
  counts: readonly LinkCount[],
): Promise<LinkCount | undefined> {
  const read = await Promise.all(counts.map((count) => documents.get(platformScope, secretLinkUses, idOf(count))));
  return counts.find((count, at) => (read[at]?.data.uses ?? 0) >= count.limit);
}

function idOf({ linkId, by, window }: LinkCount): string {
  return deriveId(linkId, by, window);
}
