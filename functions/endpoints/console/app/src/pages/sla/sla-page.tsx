import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../components/confirm.tsx";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { SlaMonths } from "./sla-months.tsx";
import { CorrectionList, MaintenanceList } from "./sla-notes.tsx";
import { SlaStanding } from "./sla-standing.tsx";
import { CorrectionForm, MaintenanceForm } from "./span-form.tsx";

/** Whether the client has what it was promised: channels, incidents, maintenance and months. */
export function SlaPage() {
  const { client = "" } = useParams({ strict: false });
  const standing = useQuery({
    queryKey: ["sla", client],
    queryFn: ({ signal }) => api("GET", "/v1/sla", { client, signal }),
    refetchInterval: 60_000,
  });
  const channels = standing.data?.channels.map(({ channel }) => channel) ?? [];
  return (
    <Page
      title={m.nav_sla()}
      intro={m.sla_intro()}
      actions={
        <>
          <DialogButton label={m.sla_correct()} look="plain">
            {(close) => <CorrectionForm client={client} channels={channels} onDone={close} />}
          </DialogButton>
          <DialogButton label={m.sla_announce()}>
            {(close) => <MaintenanceForm client={client} channels={channels} onDone={close} />}
          </DialogButton>
        </>
      }
    >
      {standing.isPending && (
        <div className="awaited">
          <Progress label={m.loading()} />
        </div>
      )}
      <Problem error={standing.error} />
      {standing.data && <SlaStanding standing={standing.data} />}
      <Incidents client={client} />
      <MaintenanceList client={client} />
      <CorrectionList client={client} />
      <SlaMonths client={client} current={standing.data?.month?.month} />
    </Page>
  );
}

function Incidents({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const list = useList(["incidents", client], (cursor, signal) =>
    api("GET", "/v1/incidents", { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const close = async (id: string) => {
    await api("POST", "/v1/incidents/:id/close", { params: { id }, body: { text: m.sla_closed_text() }, client });
    await queries.invalidateQueries({ queryKey: ["incidents"] });
  };
  return (
    <section>
      <h2>{m.sla_incidents()}</h2>
      <Table
        label={m.sla_incidents()}
        list={list}
        keyOf={({ incident_id }) => incident_id}
        empty={
          <Empty title={m.sla_no_incidents()}>
            <p>{m.sla_no_incidents_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.sla_what(), cell: ({ title }) => title },
          {
            heading: m.sla_state(),
            cell: ({ status, severity }) =>
              status === "closed" ? (
                <Status>{m.sla_closed()}</Status>
              ) : (
                <Status tone={severity === "page" ? "bad" : "warning"}>{m.sla_open()}</Status>
              ),
          },
          { heading: m.sla_began(), cell: ({ opened_at }) => <Time at={opened_at} /> },
          { heading: m.sla_ended(), cell: ({ closed_at }) => closed_at !== null && <Time at={closed_at} /> },
          {
            heading: m.actions(),
            cell: ({ incident_id, status, title }) =>
              status === "open" && (
                <ConfirmButton
                  label={m.sla_close()}
                  question={m.sla_close_question({ title })}
                  act={() => close(incident_id)}
                />
              ),
          },
        ]}
      />
    </section>
  );
}
