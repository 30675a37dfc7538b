import type { OtherSource } from "./other-source.ts";
import { failedPart } from "./parts.ts";

/**
 * TikTok is not read. Its Research API is for non-profit academics only, and its terms forbid reading its pages (TikTok
 * for Developers, "Research API", eligibility).
 */
export const tiktokSource: OtherSource = {
  kind: "tiktok",
  applies: ({ tiktok }) => tiktok !== null,
  collect: async () =>
    failedPart(
      "tiktok-off",
      "TikTok is off: its Research API admits no businesses. A person can look at the account and add what it says.",
    ),
};
