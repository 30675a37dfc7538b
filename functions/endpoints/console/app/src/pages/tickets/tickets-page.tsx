import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { SelectField } from "../../components/field.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { statuses, statusOptions, type TicketStatus, ticketStatuses } from "./ticket-words.ts";

/** What tools and handoffs left for a client's staff, newest first. */
export function TicketsPage() {
  const { client = "" } = useParams({ strict: false });
  const [status, setStatus] = useState<TicketStatus | "">("open");
  const list = useList(["tickets", client, status], (cursor, signal) => {
    const query = {
      limit: 30,
      ...(status === "" ? {} : { status }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    return api("GET", "/v1/tickets", { query, client, signal });
  });
  return (
    <Page title={m.nav_tickets()} intro={m.tickets_intro()}>
      <div className="filters">
        <SelectField
          label={m.ticket_state()}
          name="status"
          value={status}
          onChange={({ target }) => setStatus(statuses.find((each) => each === target.value) ?? "")}
          options={[
            ...statusOptions.map(({ value, label }) => ({ value, label: label() })),
            { value: "", label: m.tickets_all() },
          ]}
        />
      </div>
      <Table
        label={m.nav_tickets()}
        list={list}
        keyOf={({ id }) => id}
        empty={
          <Empty title={m.tickets_none()}>
            <p>{m.tickets_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.ticket_subject(),
            cell: ({ id: ticket, subject, escalated }) => (
              <>
                <Link to={"/clients/$client/tickets/$ticket" as string} params={{ client, ticket } as never} dir="auto">
                  {subject}
                </Link>{" "}
                {escalated && <Status tone="bad">{m.ticket_urgent()}</Status>}
              </>
            ),
          },
          {
            heading: m.ticket_state(),
            cell: (ticket) => (
              <Status tone={ticketStatuses[ticket.status].tone}>{ticketStatuses[ticket.status].name()}</Status>
            ),
          },
          { heading: m.ticket_has_it(), cell: ({ assigned_to }) => assigned_to ?? "–" },
          { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
        ]}
      />
    </Page>
  );
}
