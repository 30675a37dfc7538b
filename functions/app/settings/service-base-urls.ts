import type { Environment } from "../../../shared/environment.ts";
import type { ServiceBaseUrls } from "../../../shared/tools/tool.ts";

/** The addresses of services that the environment moves, as `<NAME>_BASE_URL`. */
export function serviceBaseUrls(environment: Environment): ServiceBaseUrls {
  const urls = {
    google: environment.GOOGLE_BASE_URL,
    zendesk: environment.ZENDESK_BASE_URL,
    hubspot: environment.HUBSPOT_BASE_URL,
    github: environment.GITHUB_BASE_URL,
    analytics: environment.ANALYTICS_BASE_URL,
    places: environment.PLACES_BASE_URL,
    graph: environment.GRAPH_BASE_URL,
  };
  return Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== undefined));
}
