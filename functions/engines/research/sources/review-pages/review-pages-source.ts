import { z } from "zod";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { decodeFile } from "../../../../../shared/schema/decode-file.ts";
import type { OtherRequest, OtherSource } from "../other-source.ts";
import { isSameBusiness } from "../same-business.ts";
import type { CollectedPage, Part, PartProblem, ReviewSpan } from "../source.ts";
import { startStoredText } from "../stored-text.ts";
import { reviewAdapters } from "./review-adapters.ts";
import type { DeclaredReview } from "./schema-org-reviews.ts";

/** A page as robots.txt and the rules of the crawl permit it. `refused`: robots.txt forbids it, so it was not fetched. */
export type ReadReviewPage = (
  url: string,
  signal: AbortSignal,
) => Promise<
  | { readonly type: "page"; readonly url: string; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly type: "gone" }
  | { readonly type: "refused" | "failed"; readonly code: string; readonly detail: string }
>;

const Cursor = z.object({ next: z.number().int(), read: z.number().int() });
/** Between two pages, which may be of one server. */
const pauseMs = 1_000;

/** Reviews on the pages that the run was given, one page a part. What a site's robots.txt forbids is said and not fetched. */
export function reviewPagesSource({ readPage }: { readonly readPage: ReadReviewPage }): OtherSource {
  return {
    kind: "reviews",
    applies: ({ reviewUrls }) => reviewUrls.length > 0,
    async collect(request, { now, signal }) {
      const urls = request.subject.reviewUrls;
      const { next, read } = Cursor.parse(request.cursor ?? { next: 0, read: 0 });
      const url = urls[next];
      if (url === undefined) return part(request, { next, read, pages: [], problems: [] });
      const page = await readPage(url, signal);
      const problem = (code: string, detail: string): PartProblem => ({ url, code, detail });
      if (page.type !== "page") {
        const { code, detail } = page.type === "gone" ? { code: "page-gone", detail: "The page is gone." } : page;
        return part(request, { next: next + 1, read, pages: [], problems: [problem(code, detail)] });
      }
      const { parseHTML } = await import("linkedom");
      const { document } = parseHTML(decodeFile(page.bytes, page.contentType));
      const adapter = reviewAdapters.find((each) => each.reads(new URL(page.url)));
      const { reviews, broken } = adapter?.read(document) ?? { reviews: [], broken: 0 };
      const own = reviews.filter(({ of }) => of === null || isSameBusiness(of, request.subject.name));
      const others = reviews.length - own.length;
      const problems = [
        ...(broken > 0 ? [problem("reviews-broken", `${broken} blocks of the page are no JSON.`)] : []),
        ...(others > 0
          ? [problem("reviews-of-others", `${others} reviews are of another business and were left out.`)]
          : []),
        ...(reviews.length === 0 ? [problem("reviews-none", "The page declares no reviews (schema.org/Review).")] : []),
      ];
      const id = deriveId(request.runId, "reviews", url);
      const pages = own.length === 0 ? [] : [reviewsText(own, { id, url: page.url, now })];
      return part(request, { next: next + 1, read: read + own.length, pages, problems });
    },
  };
}

interface Done {
  /** The page that comes next. */
  readonly next: number;
  /** Reviews so far. */
  readonly read: number;
  readonly pages: readonly CollectedPage[];
  readonly problems: readonly PartProblem[];
}

function part({ subject }: OtherRequest, { next, read, pages, problems }: Done): Part {
  const total = subject.reviewUrls.length;
  const base = {
    pages,
    problems,
    cursor: { next, read },
    progress: { done: next, total, now: `Read ${read} reviews` },
  };
  if (next < total) return { ...base, next: { type: "more", afterMs: pauseMs } };
  if (read > 0) return { ...base, next: { type: "done", stoppedBy: "finished", detail: "" } };
  const detail = "None of the given pages could be read as reviews of the business.";
  return { ...base, next: { type: "failed", code: "reviews-unreadable", detail } };
}

/** The reviews alone: their authors are people and are left out. */
function reviewsText(
  reviews: readonly DeclaredReview[],
  { id, url, now }: { readonly id: string; readonly url: string; readonly now: Date },
): CollectedPage {
  const stored = startStoredText();
  const spans = reviews.flatMap(({ text, rating, at, language }): readonly ReviewSpan[] => {
    stored.line("", `Review${rating === null ? "" : `, ${rating} of 5`}`);
    const span = stored.line("", text);
    return span ? [{ span, rating, at, language }] : [];
  });
  const title = `Reviews on ${new URL(url).host}`;
  return { id, url, title, text: stored.text(), fetchedAt: now.toISOString(), findings: [], reviews: spans };
}
