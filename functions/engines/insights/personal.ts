import { erasedCustomer, type PersonalCollection, personal } from "../../../shared/customers/personal.ts";
import { offers } from "./offer.ts";
import { surveyAnswers } from "./survey-answers.ts";

/** Erasure deletes survey answers. Offers stay with their revenue, without the customer. */
export const insightsPersonal: readonly PersonalCollection[] = [
  personal({ collection: surveyAnswers.collection, by: "customer", field: "state.customerId" }),
  personal({
    collection: offers.collection,
    by: "customer",
    field: "state.customerId",
    order: "state.madeAt desc",
    erased: (offer) => ({
      ...offer,
      state: { ...offer.state, customerId: erasedCustomer, conversationId: erasedCustomer },
    }),
  }),
];
