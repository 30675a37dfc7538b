import { z } from "zod";
import type { IssueTrackerConfig } from "../../integrations/issue-tracker.ts";
import type { ToolDependencies } from "../tool.ts";
import { bearerService } from "./bearer-service.ts";
import type { ServiceRequest } from "./service-client.ts";

const Issue = z.object({
  number: z.number().int(),
  html_url: z.string().max(500),
  title: z.string(),
  body: z.string().nullish(),
});

type Call = Pick<ServiceRequest<unknown>, "tenantId" | "signal">;

const origin = "https://api.github.com";
/** GitHub refuses calls without a User-Agent ("Getting started with the REST API"). */
const headers = { "x-github-api-version": "2022-11-28", "user-agent": "agent-platform" };
/** A repeat comes within minutes. */
const looksBack = 30;
/** Each issue's text may have 65,536 characters. */
const maxAnswerBytes = 8 * 1024 * 1024;

/** GitHub's issues (docs.github.com/rest/issues). GitHub has no idempotency keys: a marker in the text takes their place. */
export function githubClient(
  config: IssueTrackerConfig,
  dependencies: Pick<ToolDependencies, "fetch" | "secret" | "serviceBaseUrls">,
) {
  const call = bearerService({
    name: "github",
    baseUrl: dependencies.serviceBaseUrls?.github ?? origin,
    secret: config.api_key,
    dependencies,
    maxAnswerBytes,
    // Primary and secondary limits are told by 403 or 429 ("Rate limits for the REST API").
    isLimited: (status, body) => status === 403 && /rate limit/i.test(String(Object(body).message)),
  });
  const path = `/repos/${config.repository}/issues`;
  const marker = (key: string) => `<!-- agent-platform ${key} -->`;

  return {
    /** Opens the issue of this key, or finds the one that it opened before. */
    async open(issue: { readonly title: string; readonly body: string }, key: string, at: Call) {
      const query = `?state=all&sort=created&direction=desc&per_page=${looksBack}`;
      const recent = await call({ ...at, method: "GET", path: `${path}${query}`, headers, answer: z.array(Issue) });
      const before = recent.find(({ body }) => body?.includes(marker(key)));
      if (before) return before;
      const body = { title: issue.title, body: `${issue.body}\n\n${marker(key)}`, labels: config.labels };
      return call({ ...at, method: "POST", path, headers, body, answer: Issue });
    },
    check: (at: Call) =>
      call({
        ...at,
        method: "GET",
        path: `/repos/${config.repository}`,
        headers,
        answer: z.object({ id: z.number() }),
      }),
  };
}
