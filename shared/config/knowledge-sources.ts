import { randomUUID } from "node:crypto";
import { type KnowledgeSourceActivated, knowledgeSourceActivated } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { envelopeOf } from "../runtime/envelope.ts";
import { deriveId } from "../runtime/ids.ts";
import type { TenantConfig } from "./schema.ts";

/** The events that let the documents and sites of an activated configuration be read, one for each. */
export function sourceEvents(activated: {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly version: number;
  readonly config: Pick<TenantConfig, "knowledge_sources">;
  readonly by: string;
  readonly at: Date;
}) {
  const { tenantId, name: configName, version: configVersion, config, by, at } = activated;
  return sourcesOf(config).map((source) => {
    const id = randomUUID();
    const crawlId = deriveId("crawl", id);
    return envelopeOf(knowledgeSourceActivated, {
      id,
      tenantId,
      key: crawlId,
      at,
      data: { crawlId, configName, configVersion, source, by },
    });
  });
}

function sourcesOf({
  knowledge_sources,
}: Pick<TenantConfig, "knowledge_sources">): KnowledgeSourceActivated["source"][] {
  const { documents, urls } = knowledge_sources;
  return [
    ...documents.map(({ base, url, title }) => ({
      base,
      url,
      kind: "page" as const,
      title: title ?? null,
      maxDepth: 0,
      maxPages: 1,
    })),
    ...urls.map(({ base, url, sitemap, max_depth: maxDepth, max_pages: maxPages }) => ({
      base,
      url,
      kind: sitemap ? ("sitemap" as const) : ("page" as const),
      title: null,
      maxDepth,
      maxPages,
    })),
  ];
}
