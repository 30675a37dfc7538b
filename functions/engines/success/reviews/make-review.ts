import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { successQuarterEnded } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { canonicalJson } from "../../../../shared/schema/canonical-json.ts";
import { readQuarter } from "./read-quarter.ts";
import { type Review, type ReviewContents, reviews } from "./review.ts";

interface Dependencies {
  readonly documents: Documents;
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
}

/** Makes the review of a quarter that is over, and again when late events have corrected a day. What says the same is not made again. */
export function makeReviewStep({ documents, configs }: Dependencies) {
  return step<typeof successQuarterEnded.schema._output, Review, ReviewContents>({
    name: "success-make-review",
    on: successQuarterEnded,
    document: reviews,
    documentId: ({ data }) => data.quarter,
    async gather(_before, { tenantId, data: { quarter } }, { now }) {
      const [config] = await activeConfigsOf(configs, tenantId);
      return readQuarter(documents, tenantId, { quarter, zone: config?.timezone ?? "UTC", now });
    },
    decide(before, _event, contents, now) {
      if (!contents.isOver) return undefined;
      const revision = (before?.revision ?? 0) + 1;
      const madeAt = now.toISOString();
      const isSame =
        before && canonicalJson({ ...before, revision, madeAt }) === canonicalJson({ ...contents, revision, madeAt });
      return isSame ? undefined : { document: { ...contents, revision, madeAt } };
    },
  });
}
