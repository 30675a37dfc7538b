import { z } from "zod";
import { route } from "../../../../shared/http/route.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { requireCustomer } from "../require-customer.ts";
import { CustomerView, customerView } from "../views.ts";
import type { LikenessReason } from "./likeness.ts";
import { mergeCustomers, refuseMerge } from "./merge-customers.ts";
import { type MergeProposal, mergeProposals } from "./merge-proposals.ts";

const Id = z.string().min(1).max(64);

const ReasonView = z.object({
  kind: z
    .enum(["claims-address", "same-claim", "same-field"])
    .describe("One names an address that the other has; both name the same address; both have the same value."),
  claimed_by: z.enum(["this", "other"]).nullable().describe("Who only names the address that the other one has."),
  field: z.string().nullable().describe("The field that is the same; null for addresses."),
  value: z.string().describe("What they have in common."),
});

export const MergeProposalView = z.object({
  customer: CustomerView.describe("Who may be the same person."),
  reasons: z.array(ReasonView).describe("What speaks for it."),
  differing: z.array(z.string()).describe("Fields that both have with different values: look at them first."),
});

const MergeBody = z.object({
  customer_id: Id.describe("The other customer."),
  owner_confirmed: z
    .literal(true)
    .describe(
      "The person who has the address has told you that both are them. What somebody says of themselves proves nothing.",
    ),
});

interface MergeDependencies {
  readonly platform: Pick<Platform, "documents">;
  readonly now: () => Date;
}

/** The product cannot know that two records are one person: an operator decides, by what the owner has confirmed. */
export function mergeRoutes({ platform: { documents }, now }: MergeDependencies) {
  const tag = "Customers";
  const params = z.object({ id: Id });
  const writes = { tag, method: "POST", permission: "customers:write" } as const;
  return [
    route({
      tag,
      permission: "customers:read",
      method: "GET",
      path: "/v1/customers/:id/merge-proposals",
      operationId: "listMergeProposals",
      summary: "List customers who may be the same person, with the reasons",
      description:
        "They share an address that at least one of them only claims. Those with most in common come first, at most some dozens. Refused ones are left out.",
      problems: { 404: ["customer-not-found"] },
      params,
      reply: z.object({ items: z.array(MergeProposalView) }),
      async handle({ identity: { tenantId }, params: { id } }) {
        const scope = { documents, tenantId, now: now() };
        const { state } = await requireCustomer(documents, tenantId, id, now());
        return { status: 200, body: { items: (await mergeProposals(scope, state)).map(proposalView) } };
      },
    }),
    route({
      ...writes,
      path: "/v1/customers/:id/merge",
      operationId: "mergeCustomers",
      summary: "Make one customer of two, once the owner of the address has confirmed it",
      description:
        "The record of the better address stays: a phone number before an e-mail address, an e-mail address before a session. Both ids lead to it. `POST /v1/customers/{id}/unmerge` takes it back.",
      problems: { 404: ["customer-not-found"], 409: ["customers-unrelated", "customer-contended"] },
      example: { customer_id: "Q0p5yXw2rT8uV1bN3mK7Lz", owner_confirmed: true },
      params,
      body: MergeBody,
      reply: CustomerView,
      async handle({
        identity: { tenantId, subject: by },
        params: { id: customerId },
        body: { customer_id: otherId },
      }) {
        const merged = await mergeCustomers({ documents, tenantId, by, customerId, otherId, now });
        return { status: 200, body: customerView(merged) };
      },
    }),
    route({
      ...writes,
      path: "/v1/customers/:id/merge-proposals/:other/refuse",
      operationId: "refuseMergeProposal",
      summary: "Say that two customers are two people",
      description: "They are not proposed again. They can still be merged.",
      problems: { 404: ["customer-not-found"], 409: ["customer-contended"] },
      example: {},
      params: z.object({ id: Id, other: Id.describe("The customer who is somebody else.") }),
      body: z.object({}),
      reply: CustomerView,
      async handle({ identity: { tenantId, subject: by }, params: { id: customerId, other: otherId } }) {
        const kept = await refuseMerge({ documents, tenantId, by, customerId, otherId, now });
        return { status: 200, body: customerView(kept) };
      },
    }),
  ];
}

function proposalView({ other, reasons, differing }: MergeProposal): z.infer<typeof MergeProposalView> {
  return { customer: customerView(other), reasons: reasons.map(reasonView), differing: [...differing] };
}

function reasonView(reason: LikenessReason): z.infer<typeof ReasonView> {
  const { kind } = reason;
  if (kind === "same-field") return { kind, claimed_by: null, field: reason.field, value: reason.value };
  return { kind, claimed_by: kind === "claims-address" ? reason.by : null, field: null, value: reason.address };
}
