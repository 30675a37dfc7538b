import { erasedCustomer, type PersonalCollection, personal } from "../../../shared/customers/personal.ts";
import { payments } from "./payment.ts";

/** Tax law requires payment records without the payer (in India: Companies Act 2013, section 128: eight years). */
export const paymentsPersonal: readonly PersonalCollection[] = [
  personal({
    collection: payments.collection,
    by: "customer",
    field: "state.request.customerId",
    erased: (payment) => {
      const { request } = payment.state;
      const anonymised = request && {
        ...request,
        customerId: erasedCustomer,
        conversationId: erasedCustomer,
        recipient: { ...request.recipient, address: erasedCustomer, name: null },
        link: null,
      };
      return { ...payment, state: { ...payment.state, request: anonymised, lastFailure: null, early: [] } };
    },
  }),
];
