import type { Crawler } from "../../../../../shared/crawl/fetch-page.ts";

/** How research names itself to sites. `contactUrl` is where a site's owner finds who reads it. */
export function siteCrawler(contactUrl: string): Crawler {
  return {
    name: "AgentPlatformResearch",
    userAgent: `AgentPlatformResearch/1.0 (+${contactUrl})`,
    maxPageBytes: 2 * 1024 * 1024,
    timeoutMs: 15_000,
    spacingMs: 1_000,
  };
}
