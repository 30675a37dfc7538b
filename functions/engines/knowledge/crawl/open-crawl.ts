import {
  absent,
  type Documents,
  put,
  type Stored,
  VersionConflict,
  type Write,
} from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newOwned, type Owned } from "../../../../shared/runtime/owned-document.ts";
import { type KnowledgeDocument, knowledgeDocuments } from "../document.ts";
import { type CrawlWish, crawls, newCrawl } from "./crawl.ts";

/**
 * Stores a crawl, unless a repeated request has stored it. `document` is what a single page will be, unless it is known.
 */
export async function openCrawl(
  documents: Pick<Documents, "get" | "commit">,
  tenantId: TenantId,
  wish: CrawlWish,
  document?: KnowledgeDocument,
): Promise<void> {
  const crawl = put(crawls.collection, wish.id, newCrawl(wish), { ifVersion: absent });
  for (let attempt = 1; ; attempt += 1) {
    const known = document && (await documents.get(tenantId, knowledgeDocuments.collection, document.id));
    const placeholder = document === undefined ? [] : placeholderOf(document, known);
    try {
      await documents.commit(tenantId, [crawl, ...placeholder]);
      return;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      if ((await documents.get(tenantId, crawls.collection, wish.id)) !== undefined) return;
      if (attempt === attempts) throw error;
    }
  }
}

const attempts = 5;

/**
 * Nothing for a document that is known. A removed one that comes back goes on counting its versions, so that no passage
 * of before is taken for one of a new version.
 */
function placeholderOf(
  document: KnowledgeDocument,
  known: Stored<Owned<KnowledgeDocument>> | undefined,
): readonly Write[] {
  const { collection } = knowledgeDocuments;
  if (known === undefined) return [put(collection, document.id, newOwned(document), { ifVersion: absent })];
  const { state } = known.data;
  if (state.status !== "removed") return [];
  const again = { ...document, versions: state.versions };
  return [put(collection, document.id, { ...known.data, state: again }, { ifVersion: known.version })];
}
