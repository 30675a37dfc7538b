import { z } from "zod";
import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { titleOf } from "../../../../shared/schema/title-of.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";
import { quarterOf, quarterPattern } from "./quarter.ts";
import { readQuarter } from "./read-quarter.ts";
import { type Review, type ReviewContents, reviews } from "./review.ts";
import { reviewPdf } from "./review-pdf.ts";
import { ReviewView, reviewView } from "./views.ts";

const tag = "Customer success";
const ByQuarter = z.object({
  quarter: z.string().min(1).max(10).describe("The quarter in the client's zone, such as 2026-Q4."),
});
const problems = { 422: ["quarter-invalid", "quarter-in-future"] };

interface Dependencies {
  readonly documents: Documents;
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
  readonly now: () => Date;
}

/** What a quarter was worth to the client, and what the next one is for. */
export function reviewRoutes({ documents, configs, now }: Dependencies) {
  return [
    route({
      method: "GET",
      path: "/v1/success/reviews",
      operationId: "listReviews",
      summary: "List the reviews of past quarters, newest first",
      description:
        "Each in its newest revision. A review is made by itself when its quarter ends in the client's zone.",
      tag,
      permission: "configs:read",
      query: Paging,
      reply: pageOf(ReviewView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.quarter", direction: "desc" } as const;
        const page = await documents.query(tenantId, reviews.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => reviewView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/success/reviews/:quarter",
      operationId: "getReview",
      summary: "Get the review of a quarter",
      description:
        "The one that was made when the quarter ended, or when late events corrected it. Of a quarter without one, what the figures say now.",
      problems,
      tag,
      permission: "configs:read",
      params: ByQuarter,
      reply: ReviewView,
      async handle({ identity: { tenantId }, params: { quarter } }) {
        return { status: 200, body: reviewView((await reviewOf(tenantId, quarter)).review) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/success/reviews/:quarter/pdf",
      operationId: "printReview",
      summary: "Get the review of a quarter as a PDF file",
      description: "In English or Hindi. Each section names the request that gives its figures.",
      problems,
      tag,
      permission: "configs:read",
      params: ByQuarter,
      query: z.object({ language: z.enum(["en", "hi"]).default("en").describe("The language of the file.") }),
      reply: z.instanceof(Uint8Array).describe("The file."),
      fileReply: "application/pdf",
      async handle({ identity: { tenantId }, params: { quarter }, query: { language } }) {
        const { review, client, madeAt } = await reviewOf(tenantId, quarter);
        const { renderPdf } = await import("../../../../shared/documents/pdf/render-pdf.ts");
        return { status: 200, body: await renderPdf(reviewPdf(review, { client, language, madeAt })) };
      },
    }),
  ];

  async function reviewOf(tenantId: TenantId, quarter: string) {
    if (!quarterPattern.test(quarter))
      throw new Problem(422, "quarter-invalid", "The quarter must be a year and a quarter, such as 2026-Q4.");
    const [config] = await activeConfigsOf(configs, tenantId);
    const zone = config?.timezone ?? "UTC";
    const at = now();
    if (quarter > quarterOf(wallClock(at, zone).date))
      throw new Problem(422, "quarter-in-future", `${quarter} has not begun. Ask for a quarter that has.`);
    const stored = (await documents.get(tenantId, reviews.collection, quarter))?.data.state;
    const review: ReviewContents & Partial<Pick<Review, "revision" | "madeAt">> =
      stored ?? (await readQuarter(documents, tenantId, { quarter, zone, now: at }));
    const client = config?.client_name ?? titleOf(tenantId);
    // The same review is the same file.
    return { review, client, madeAt: stored?.madeAt ?? `${review.until}T00:00:00.000Z` };
  }
}
