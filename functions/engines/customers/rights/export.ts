import type { PersonalCollection } from "../../../../shared/customers/personal.ts";
import { personalPage } from "../../../../shared/customers/personal-documents.ts";
import type { Person } from "../../../../shared/platform/personal-data.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { personById } from "./person-keys.ts";

/** Documents of one collection in one answer. */
const documentsPerCollection = 1_000;
const documentsPerPage = 100;
/** Pages that one answer reads of a collection: most of the pages of one that is read as a whole are empty. */
const pagesPerCollection = 200;

export interface Exported {
  /** Stored documents, by collection. */
  readonly data: Record<string, unknown[]>;
  /** Where a collection that is longer goes on. */
  readonly more: Record<string, string>;
}

/** What is stored about a customer, by collection. The step runner's own fields are left out. */
export async function exportOf(
  platform: Pick<Platform, "documents" | "bus">,
  tenantId: TenantId,
  wanted: {
    readonly customerId: string;
    readonly personal: readonly PersonalCollection[];
    /** Continues an earlier answer. */
    readonly from?: { readonly collection: string; readonly cursor: string | undefined } | undefined;
  },
): Promise<Exported> {
  const { from } = wanted;
  const person = await personById(platform.documents, tenantId, wanted.customerId);
  const exported: Exported = { data: {}, more: {} };
  for (const of of wanted.personal) {
    const { name } = of.collection;
    if (from && from.collection !== name) continue;
    const { items, next } = await exportCollection(platform, person, { of, after: from?.cursor });
    exported.data[name] = items;
    if (next !== undefined) exported.more[name] = next;
  }
  return exported;
}

async function exportCollection(
  platform: Pick<Platform, "documents" | "bus">,
  person: Person,
  { of, after }: { readonly of: PersonalCollection; readonly after: string | undefined },
): Promise<{ readonly items: unknown[]; readonly next: string | undefined }> {
  const items: unknown[] = [];
  let next = after;
  for (let pages = 1; ; pages += 1) {
    const page = await personalPage(platform, person, { of, after: next, limit: documentsPerPage });
    for (const { data } of page.documents) items.push(stateOf(of.personal.exported?.(data, person) ?? data));
    next = page.next;
    if (next === undefined || items.length >= documentsPerCollection || pages >= pagesPerCollection) break;
  }
  return { items, next };
}

function stateOf(data: unknown): unknown {
  return data !== null && typeof data === "object" && "state" in data && "handled" in data ? data.state : data;
}
