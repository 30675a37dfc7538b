import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { m } from "#messages";
import type { MergeProposalView } from "../../../../../../../engines/customers/merging/merge-routes.ts";
import { api } from "../../../api/api.ts";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { CheckField } from "../../../components/field.tsx";
import { Form } from "../../../components/form.tsx";
import { spaced } from "../words.ts";
import { Part } from "./part.tsx";

type Proposal = z.infer<typeof MergeProposalView>;

/** Other customers who may be this person: the operator says whether they are. Without such customers, nothing is shown. */
export function MergeProposals({ client, customerId }: { readonly client: string; readonly customerId: string }) {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ["merge-proposals", client, customerId],
    queryFn: ({ signal }) =>
      api("GET", "/v1/customers/:id/merge-proposals", { client, params: { id: customerId }, signal }),
    // A customer without a record has no proposals: the API answers 404.
    retry: false,
  });
  const again = async () => {
    for (const key of ["merge-proposals", "customer", "customer-conversations", "customer-offers"])
      await queries.invalidateQueries({ queryKey: [key, client] });
  };
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Part title={m.inbox_same_person()}>
      <ul className="customer-lines">
        {data.items.map((proposal) => (
          <li key={proposal.customer.customer_id} className="merge-proposal">
            <Likeness proposal={proposal} />
            <div className="actions">
              <ConfirmButton
                label={m.inbox_two_people()}
                question={m.inbox_two_people_question({ name: nameOf(proposal) })}
                act={async () => {
                  const params = { id: customerId, other: proposal.customer.customer_id };
                  await api("POST", "/v1/customers/:id/merge-proposals/:other/refuse", {
                    client,
                    params,
                    body: {},
                  });
                  await again();
                }}
              />
              <DialogButton look="plain" label={m.inbox_merge()} title={m.inbox_merge_title()}>
                {(close) => (
                  <Form
                    submit={m.inbox_merge()}
                    onCancel={close}
                    send={async () => {
                      const body = { customer_id: proposal.customer.customer_id, owner_confirmed: true as const };
                      await api("POST", "/v1/customers/:id/merge", { client, params: { id: customerId }, body });
                    }}
                    onSent={async () => {
                      await again();
                      close();
                    }}
                  >
                    <Likeness proposal={proposal} />
                    <p>{m.inbox_merge_what()}</p>
                    <CheckField
                      name="confirmed"
                      required
                      label={m.inbox_merge_confirmed({ address: addressOf(proposal) })}
                    />
                  </Form>
                )}
              </DialogButton>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Who it may be, and what speaks for and against it. */
function Likeness({ proposal }: { readonly proposal: Proposal }) {
  const { reasons, differing } = proposal;
  return (
    <>
      <b dir="auto">{nameOf(proposal)}</b>
      <ul className="quiet">
        {reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.field} ${reason.value}`} dir="auto">
            {reasonText(reason)}
          </li>
        ))}
        {differing.length > 0 && (
          <li className="differing">{m.inbox_like_differs({ fields: differing.map(spaced).join(", ") })}</li>
        )}
      </ul>
    </>
  );
}

function reasonText({ kind, claimed_by: by, field, value }: Proposal["reasons"][number]): string {
  if (kind === "same-field") return m.inbox_like_field({ field: spaced(field ?? ""), value });
  if (kind === "same-claim") return m.inbox_like_same_claim({ address: value });
  return by === "this" ? m.inbox_like_this_claims({ address: value }) : m.inbox_like_other_claims({ address: value });
}

function addressOf({ reasons }: Proposal): string {
  return reasons.find(({ kind }) => kind !== "same-field")?.value ?? "";
}

/** By the name, or the address that is known best. */
function nameOf({ customer: { name, identities } }: Proposal): string {
  const [known] = identities.toSorted((one, other) => Number(other.verified) - Number(one.verified));
  return name ?? known?.value ?? m.inbox_customer();
}
