import type { Documents } from "../../../../shared/platform/documents.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { gapInText } from "../github/gap-issues.ts";
import { automationGaps, type Gap } from "./gap.ts";

/** The gap that an issue is recorded for, or else the one that its text claims. */
export async function gapIdOfIssue(
  documents: Pick<Documents, "query">,
  issue: { readonly id: number; readonly body?: string | null | undefined },
): Promise<string | undefined> {
  const where = [["state.issue.id", "==", issue.id]] as const;
  const { items } = await documents.query(platformScope, automationGaps.collection, { where, limit: 1 });
  return items[0]?.id ?? gapInText(issue.body);
}

/** The gaps of these ids, as far as they are recorded. */
export async function gapsById(
  documents: Pick<Documents, "get">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Gap>> {
  const found = await Promise.all(
    [...new Set(ids)].map(
      async (id) => (await documents.get(platformScope, automationGaps.collection, id))?.data.state,
    ),
  );
  return new Map(found.flatMap((gap) => (gap ? [[gap.id, gap] as const] : [])));
}
