import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { exactMoney } from "./money.ts";
import { proposalWords } from "./proposal-words.ts";

/** What the client was offered, and where each stands. */
export function ProposalsPage() {
  const { client = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  const list = useList(["proposals", client], (cursor, signal) =>
    api("GET", "/v1/proposals", { query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const withdraw = async (id: string) => {
    await api("POST", "/v1/proposals/:id/withdraw", { params: { id }, client });
    await queries.invalidateQueries({ queryKey: ["proposals"] });
  };
  return (
    <Page title={m.nav_proposals()} intro={m.proposals_intro()}>
      <Table
        label={m.nav_proposals()}
        list={list}
        keyOf={({ proposal_id }) => proposal_id}
        empty={
          <Empty title={m.proposals_none()}>
            <p>{m.proposals_none_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.proposal_title(), cell: ({ title }) => title },
          { heading: m.proposal_for(), cell: ({ client_name }) => client_name },
          {
            heading: m.pricing_with_tax(),
            whole: true,
            cell: ({ total_minor, currency }) => exactMoney(total_minor, currency),
          },
          {
            heading: m.proposal_standing(),
            cell: ({ status, accepted }) => (
              <Status tone={proposalWords[status].tone}>
                {accepted === null ? proposalWords[status].name() : m.proposal_accepted_by({ name: accepted.name })}
              </Status>
            ),
          },
          { heading: m.proposal_until(), cell: ({ valid_until }) => <Time at={valid_until} /> },
          {
            heading: m.actions(),
            cell: ({ proposal_id, status, title }) =>
              status === "open" && (
                <ConfirmButton
                  label={m.proposal_withdraw()}
                  question={m.proposal_withdraw_question({ title })}
                  act={() => withdraw(proposal_id)}
                />
              ),
          },
        ]}
      />
    </Page>
  );
}
