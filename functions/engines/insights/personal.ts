import {
  definePersonalCollection,
  erasedCustomerId,
  type PersonalCollection,
} from "../../../shared/customers/personal.ts";
import { offers } from "./offer.ts";
import { surveyAnswers } from "./survey-answers.ts";

/** Erasure deletes survey answers. Offers stay with their revenue, without the customer. */
export const insightsPersonal: readonly PersonalCollection[] = [
  definePersonalCollection({ collection: surveyAnswers.collection, by: "customer", field: "state.customerId" }),
  definePersonalCollection({
    collection: offers.collection,
    by: "customer",
    field: "state.customerId",
    order: "state.madeAt desc",
    erased: (offer) => ({
      ...offer,
      state: { ...offer.state, customerId: erasedCustomerId, conversationId: erasedCustomerId },
    }),
  }),
];
