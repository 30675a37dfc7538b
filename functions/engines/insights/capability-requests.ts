import { z } from "zod";
import { requestedCapabilities } from "../../../shared/contracts/requested-capabilities.ts";
import { CapabilityRequest, missingCapabilityRequested } from "../../../shared/events/index.ts";
import { byCustomer, erasedCustomerId } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { step } from "../../../shared/runtime/step.ts";

/** That one conversation asked for one missing capability, and how often. `at` is the newest time. */
const CapabilityRequestRecord = CapabilityRequest.extend({ asked: z.number().int(), firstAt: z.string() });
export type CapabilityRequestRecord = z.infer<typeof CapabilityRequestRecord>;

export const capabilityRequests = ownedDocument<CapabilityRequestRecord>({
  name: requestedCapabilities.name,
  state: CapabilityRequestRecord,
  indexes: [["at"], ["customerId"]],
  confidential: false,
  personal: {
    fields: ["state.customerId", "state.conversationId"],
    find: byCustomer("state.customerId"),
    // The count stays, without the customer.
    afterErasure: (request) => ({
      ...request,
      state: { ...request.state, customerId: erasedCustomerId, conversationId: erasedCustomerId },
      outbox: [],
    }),
  },
});

export const recordCapabilityRequest = step({
  name: "insights-record-capability-request",
  on: missingCapabilityRequested,
  document: capabilityRequests,
  documentId: (event) => event.data.requestId,
  decide(known, { data }) {
    if (known === undefined) return { document: { ...data, asked: 1, firstAt: data.at } };
    return { document: { ...known, asked: known.asked + 1, at: data.at } };
  },
});
