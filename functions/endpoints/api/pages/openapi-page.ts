import type { ApiPage } from "./page.ts";

/** `/v1/openapi.json`, created by the first request. */
export function openApiPage(describeOnce: () => Promise<object>): ApiPage {
  return {
    path: "/v1/openapi.json",
    async answer() {
      const headers = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "public, max-age=300" };
      return { status: 200, headers, body: JSON.stringify(await describeOnce()) };
    },
  };
}
