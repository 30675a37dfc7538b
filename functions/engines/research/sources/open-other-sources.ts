import { knowledgeDocumentPointers } from "../../../../shared/contracts/lifecycle/knowledge-documents.ts";
import { passageFiles } from "../../../../shared/knowledge/documents/passage-files.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { outsideFetch } from "../../../../shared/runtime/sandbox/outside.ts";
import type { ServiceBaseUrls } from "../../../../shared/tools/tool.ts";
import type { OtherSource } from "./other-source.ts";
import { otherSources } from "./other-sources.ts";
import type { ReadReviewPage } from "./review-pages/review-pages-source.ts";

interface OtherSourcesOn {
  readonly platform: Pick<Platform, "documents" | "blobs" | "keys">;
  readonly serviceBaseUrls: ServiceBaseUrls;
  readonly readPage: ReadReviewPage;
}

/** The sources besides the website, on a platform. An account is the tenant's own, or else the agency's. */
export function openOtherSources({ platform, serviceBaseUrls, readPage }: OtherSourcesOn): readonly OtherSource[] {
  const { documents, blobs, keys } = platform;
  const { places, graph } = serviceBaseUrls;
  return otherSources({
    fetch: outsideFetch,
    readPage,
    baseUrls: { places, graph },
    passages: passageFiles(blobs).all,
    secret: async (tenantId, name) => (await keys.secret(tenantId, name)) ?? keys.secret(platformScope, name),
    findDocument: async (tenantId, id) => (await documents.get(tenantId, knowledgeDocumentPointers, id))?.data.state,
  });
}
