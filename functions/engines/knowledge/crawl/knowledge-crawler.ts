import type { Crawler } from "../../../../shared/crawl/fetch-page.ts";

/** How the knowledge names itself to sites. Its steps keep the time between pages that robots.txt asks for. */
export const knowledgeCrawler: Crawler = {
  name: "AgentPlatformKnowledge",
  userAgent: "AgentPlatformKnowledge/1.0",
  maxPageBytes: 20 * 1024 * 1024,
  timeoutMs: 30_000,
  spacingMs: 0,
};
