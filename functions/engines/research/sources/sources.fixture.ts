import type { Chunk } from "../../../../shared/knowledge/chunk.ts";
import type { ReadReviewPage } from "./review-pages/review-pages-source.ts";

const reviewPage = `<html><body><script type="application/ld+json">${JSON.stringify({
  "@graph": [
    {
      "@type": "MedicalBusiness",
      name: "Sunrise Diagnostics",
      review: [
        { "@type": "Review", reviewBody: "Nobody answers the phone here.", reviewRating: { ratingValue: "2" } },
        { "@type": "Review", reviewBody: "कॉल कोई नहीं उठाता।", author: "Ravi Kumar", inLanguage: "hi" },
        { "@type": "Review", reviewBody: "Cheap.", itemReviewed: { name: "Metro Labs" } },
      ],
    },
  ],
})}</script><script type="application/ld+json">{ broken</script>
<div itemscope itemtype="https://schema.org/Review"><p itemprop="reviewBody">Helpful staff.</p>
<meta itemprop="ratingValue" content="9"><meta itemprop="bestRating" content="10"><meta itemprop="worstRating" content="0"></div></body></html>`;

/** Answers every address with the page, but those that robots.txt forbids. */
export const readPage: ReadReviewPage = async (url) => {
  if (url.includes("forbidden"))
    return { type: "refused", code: "robots-disallowed", detail: "robots.txt forbids it." };
  return { type: "page", url, bytes: Buffer.from(reviewPage), contentType: "text/html" };
};

/** A passage of a price list as the knowledge stores it. */
export const priceList: Chunk = {
  id: "c1",
  documentId: "prices",
  version: "v1",
  text: "Test | Price\nCBC | ₹350\nTest: Thyroid profile | Code: T3 | Price: Rs. 1,200.50",
  title: "Prices 2026",
  section: [],
  language: "en",
};
