import type { FindSecret } from "./connected-secret.ts";
import { type FilesDependencies, filesSource } from "./files/files-source.ts";
import { googleMapsSource } from "./google-maps/google-maps-source.ts";
import { facebookSource } from "./graph/facebook-source.ts";
import { instagramSource } from "./graph/instagram-source.ts";
import type { OtherSource } from "./other-source.ts";
import { type ReadReviewPage, reviewPagesSource } from "./review-pages/review-pages-source.ts";
import { tiktokSource } from "./tiktok-source.ts";

export interface OtherSourcesDependencies extends FilesDependencies {
  readonly secret: FindSecret;
  readonly fetch: typeof fetch;
  /** Addresses that replace Google's and Meta's (PLACES_BASE_URL, GRAPH_BASE_URL). */
  readonly baseUrls: { readonly places: string | undefined; readonly graph: string | undefined };
  readonly readPage: ReadReviewPage;
}

/** The sources of a run besides the business's website. */
export function otherSources({
  secret,
  fetch,
  baseUrls,
  readPage,
  ...files
}: OtherSourcesDependencies): readonly OtherSource[] {
  return [
    googleMapsSource({ secret, fetch, baseUrl: baseUrls.places }),
    instagramSource({ secret, fetch, baseUrl: baseUrls.graph }),
    facebookSource({ secret, fetch, baseUrl: baseUrls.graph }),
    tiktokSource,
    reviewPagesSource({ readPage }),
    filesSource(files),
  ];
}
