import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Empty } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { channelsText, stateNames } from "./sla-words.ts";

/** Planned and past maintenance. What has not begun can be called off. */
export function MaintenanceList({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const list = useList(["sla-maintenance", client], (cursor, signal) =>
    api("GET", "/v1/sla/maintenance", {
      query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  const cancel = async (id: string) => {
    await api("POST", "/v1/sla/maintenance/:id/cancel", { params: { id }, client });
    await queries.invalidateQueries({ queryKey: ["sla-maintenance", client] });
  };
  return (
    <section>
      <h2>{m.sla_maintenance()}</h2>
      <Table
        label={m.sla_maintenance()}
        list={list}
        keyOf={({ maintenance_id }) => maintenance_id}
        empty={
          <Empty title={m.sla_no_maintenance()}>
            <p>{m.sla_no_maintenance_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.sla_maintenance_title(), cell: ({ title }) => title },
          { heading: m.sla_channels(), cell: ({ channels }) => channelsText(channels) },
          { heading: m.sla_from(), cell: ({ from }) => <Time at={from} /> },
          { heading: m.sla_until(), cell: ({ until }) => <Time at={until} /> },
          { heading: m.sla_state(), cell: (each) => <Status>{maintenanceState(each)}</Status> },
          {
            heading: m.actions(),
            cell: (each) =>
              each.cancelled_at === null &&
              Date.parse(each.from) > Date.now() && (
                <ConfirmButton
                  label={m.sla_cancel()}
                  question={m.sla_cancel_question({ title: each.title })}
                  act={() => cancel(each.maintenance_id)}
                />
              ),
          },
        ]}
      />
    </section>
  );
}

function maintenanceState(each: {
  readonly from: string;
  readonly until: string;
  readonly cancelled_at: string | null;
}) {
  if (each.cancelled_at !== null) return m.sla_cancelled();
  if (Date.parse(each.from) > Date.now()) return m.sla_planned();
  return Date.parse(each.until) > Date.now() ? m.sla_goes_on() : m.sla_over();
}

/** Corrections with their reasons, newest first. */
export function CorrectionList({ client }: { readonly client: string }) {
  const list = useList(["sla-corrections", client], (cursor, signal) =>
    api("GET", "/v1/sla/corrections", {
      query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  return (
    <section>
      <h2>{m.sla_corrections()}</h2>
      <Table
        label={m.sla_corrections()}
        list={list}
        keyOf={({ correction_id }) => correction_id}
        empty={
          <Empty title={m.sla_no_corrections()}>
            <p>{m.sla_no_corrections_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.sla_reason(), cell: ({ reason }) => reason },
          { heading: m.sla_channels(), cell: ({ channels }) => channelsText(channels) },
          { heading: m.sla_from(), cell: ({ from }) => <Time at={from} /> },
          { heading: m.sla_until(), cell: ({ until }) => <Time at={until} /> },
          { heading: m.sla_counts_as(), cell: ({ state }) => <Status>{stateNames[state]()}</Status> },
          { heading: m.sla_made_by(), cell: ({ made_by }) => made_by },
        ]}
      />
    </section>
  );
}
