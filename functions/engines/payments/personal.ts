import {
  definePersonalCollection,
  erasedCustomerId,
  type PersonalCollection,
} from "../../../shared/customers/personal.ts";
import { payments } from "./payment.ts";

/** Tax law requires payment records without the payer (in India: Companies Act 2013, section 128: eight years). */
export const paymentsPersonal: readonly PersonalCollection[] = [
  definePersonalCollection({
    collection: payments.collection,
    by: "customer",
    field: "state.request.customerId",
    erased: (payment) => {
      const { request } = payment.state;
      const anonymised = request && {
        ...request,
        customerId: erasedCustomerId,
        conversationId: erasedCustomerId,
        recipient: { ...request.recipient, address: erasedCustomerId, name: null },
        link: null,
      };
      return { ...payment, state: { ...payment.state, request: anonymised, lastFailure: null, early: [] } };
    },
  }),
];
