import { type FetchPage, pageFetcher } from "../../../../shared/crawl/fetch-page.ts";
import { siteRequest } from "../../../../shared/crawl/site-request.ts";
import { readSitePageInWorker } from "../../../../shared/knowledge/reading/read-in-worker.ts";
import type { Composition } from "../../../app/compose.ts";
import { serviceBaseUrls } from "../../../app/settings/service-base-urls.ts";
import { openOtherSources } from "./open-other-sources.ts";
import type { Source } from "./source.ts";
import { siteCrawler } from "./website/site-crawler.ts";
import { websiteSource } from "./website/website-source.ts";

/** Reads pages of sites for research: public ones, and the stand-ins that the operator names. */
export function researchFetcher({ environment, publicUrl }: Pick<Composition, "environment" | "publicUrl">): FetchPage {
  const request = siteRequest({ fetch, allowedOrigins: environment.CRAWL_ALLOWED_ORIGINS });
  return pageFetcher(request, siteCrawler(publicUrl));
}

/** Every source of a run. */
export function allSources(
  composition: Pick<Composition, "environment" | "publicUrl" | "platform">,
): readonly Source[] {
  const { environment, platform, publicUrl } = composition;
  const { spacingMs } = siteCrawler(publicUrl);
  const allowedOrigins = environment.CRAWL_ALLOWED_ORIGINS;
  const fetchPage = researchFetcher(composition);
  return [
    websiteSource({ fetchPage, readPage: readSitePageInWorker, spacingMs, allowedOrigins }),
    ...openOtherSources({ platform, serviceBaseUrls: serviceBaseUrls(environment), readPage: fetchPage }),
  ];
}
