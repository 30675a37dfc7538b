import type { z } from "zod";
import { evaluationRated } from "../../../../shared/events/index.ts";
import { byCustomer } from "../../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { step } from "../../../../shared/runtime/step.ts";

const Rating = evaluationRated.schema;
export type Rating = z.infer<typeof Rating>;

/** What people think of evaluated conversations: one document for each person and evaluation. */
export const ratings = ownedDocument<Rating>({
  name: "quality-ratings",
  state: Rating,
  indexes: [["at"], ["customerId"]],
  confidential: true,
  personal: { fields: ["state.customerId", "state.note"], find: byCustomer("state.customerId") },
});

/** Keeps a person's newest rating of an evaluation. */
export const recordRating = step({
  name: "quality-rate",
  on: evaluationRated,
  document: ratings,
  documentId: ({ data }) => data.ratingId,
  decide: (known, { data }) => (known !== undefined && known.at >= data.at ? undefined : { document: data }),
});
