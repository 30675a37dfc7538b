import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import {
  type KnowledgeSourceActivated,
  knowledgeCrawlDue,
  knowledgeSourceActivated,
} from "../../../../shared/events/index.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type Crawl, crawls, newCrawl } from "./crawl.ts";

/** The event comes before the activation. One that never happens, or that another has overtaken, ends here. */
const attempts = 5;

/** Begins to read a document or a site that an activated configuration names. */
export function openSourceStep({ configs }: { readonly configs: Pick<ConfigVersions, "pointers"> }) {
  return step<KnowledgeSourceActivated, Crawl, boolean>({
    name: "knowledge-open-source",
    on: knowledgeSourceActivated,
    publishes: [knowledgeCrawlDue],
    document: crawls,
    documentId: ({ data }) => data.crawlId,
    async gather(_crawl, { tenantId, data }, { attempt }) {
      const active = (await configs.pointers(tenantId))?.byName[data.configName];
      if (active?.version === data.configVersion || active?.rollout?.version === data.configVersion) return true;
      if (active?.experiment?.arms.some(({ version }) => version === data.configVersion)) return true;
      if (attempt < attempts) throw new RetryableError("config-not-active", `${data.configName} is not active yet.`);
      return false;
    },
    decide(crawl, { data, occurredAt }, isActive) {
      if (crawl !== undefined || !isActive) return undefined;
      const { crawlId: id, source, by } = data;
      const { base, url, kind, title, maxDepth, maxPages } = source;
      const wish = { id, base, kind: "configuration" as const, starts: [{ url, kind }], maxDepth, maxPages, title, by };
      return {
        document: newCrawl({ ...wish, at: occurredAt }).state,
        publish: [newEvent(knowledgeCrawlDue, id, { crawlId: id, round: 0 })],
      };
    },
  });
}
