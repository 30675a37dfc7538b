import { z } from "zod";
import { ApprovalRequest } from "../../../shared/events/index.ts";
import { byCustomer } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

const Approval = z.object({
  request: ApprovalRequest,
  status: z.literal(["pending", "approved", "declined", "expired"]),
  answeredBy: z.string().nullable(),
  comment: z.string().nullable(),
  answeredAt: z.string().nullable(),
  /** What came of the approved call; null before it has run. */
  run: z
    .object({
      outcome: z.literal(["done", "refused", "failed", "unknown"]),
      detail: z.string().nullable(),
      at: z.string(),
    })
    .nullable(),
});
export type Approval = z.infer<typeof Approval>;

/** Calls that wait for somebody's approval, and what became of them. The id is the key of the call's effect. */
export const approvals = ownedDocument<Approval>({
  name: "approvals",
  state: Approval,
  indexes: [["request.requestedAt"], ["status", "request.requestedAt desc"], ["request.customerId"]],
  confidential: true,
  personal: {
    fields: ["state.request", "state.comment", "state.run", "outbox"],
    find: byCustomer("state.request.customerId"),
  },
});

export function newApproval(request: ApprovalRequest): Approval {
  return { request, status: "pending", answeredBy: null, comment: null, answeredAt: null, run: null };
}
