import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useSession } from "../../../api/session.ts";
import { useList } from "../../../api/use-list.ts";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { SelectField } from "../../../components/field.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import { Table } from "../../../components/table.tsx";
import { Time } from "../../../components/time.tsx";
import "../builder.css";
import { type ConfigDetails, configQuery } from "../configs-query.ts";
import { DiffView } from "./diff-view.tsx";

/** Every version of a configuration: which is active, what differs, and the ways forward and back. */
export function VersionsPage() {
  const { client = "", agent = "" } = useParams({ strict: false }) as { client?: string; agent?: string };
  const { may } = useSession();
  const queries = useQueryClient();
  const config = useQuery(configQuery(client, agent));
  const list = useList(["configs", client, agent, "versions"], (cursor, signal) =>
    api("GET", "/v1/configs/:client/:name/versions", {
      params: { client, name: agent },
      query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  const params = { client, name: agent };
  const refresh = () => queries.invalidateQueries({ queryKey: ["configs", client] });
  const back = (
    <ConfirmButton
      label={m.version_roll_back()}
      question={m.version_roll_back_what()}
      act={async () => {
        await api("POST", "/v1/configs/:client/:name/rollback", { params, client });
        await refresh();
      }}
    />
  );
  const activations = config.data?.activations ?? [];
  return (
    <Page
      title={m.version_title({ agent: config.data?.agent?.name ?? agent })}
      intro={m.version_intro()}
      actions={
        <>
          {may("configs:write") && activations.length > 1 && back}
          <Link className="button" to={"/clients/$client/agents/$agent" as string} params={{ client, agent } as never}>
            {m.agent_edit()}
          </Link>
        </>
      }
    >
      <Problem error={config.error} />
      <Table
        label={m.agent_versions()}
        list={list}
        keyOf={({ version }) => String(version)}
        empty={
          <Empty title={m.version_none()}>
            <p>{m.version_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.version_number(),
            cell: ({ version, active }) => (
              <>
                {m.version_name({ version })} {active && <Status tone="good">{m.version_active()}</Status>}
              </>
            ),
          },
          { heading: m.version_stored(), cell: ({ created_at }) => <Time at={created_at} /> },
          { heading: m.version_by(), cell: ({ created_by }) => created_by },
          {
            heading: m.actions(),
            cell: ({ version, active }) =>
              may("configs:write") &&
              !active && (
                <ConfirmButton
                  label={m.version_activate()}
                  question={m.version_activate_what({ version })}
                  act={async () => {
                    await api("POST", "/v1/configs/:client/:name/activate", { params, body: { version }, client });
                    await refresh();
                  }}
                />
              ),
          },
        ]}
      />
      {list.items.length > 1 && (
        <Comparison
          client={client}
          agent={agent}
          versions={list.items.map(({ version }) => version)}
          active={config.data?.active_version ?? null}
        />
      )}
      {activations.length > 0 && <Activations activations={activations} />}
    </Page>
  );
}

function Comparison({
  client,
  agent,
  versions,
  active,
}: {
  readonly client: string;
  readonly agent: string;
  readonly versions: readonly number[];
  readonly active: number | null;
}) {
  const [newest = 1, before = 1] = versions;
  const [chosenFrom, setFrom] = useState<number>();
  const [chosenTo, setTo] = useState<number>();
  const to = chosenTo ?? newest;
  const from = chosenFrom ?? (active !== null && active !== to ? active : before);
  const options = versions.map((version) => ({ value: String(version), label: m.version_name({ version }) }));
  return (
    <section className="comparison">
      <h2>{m.version_compare()}</h2>
      <div className="filters">
        <SelectField
          label={m.version_from()}
          options={options}
          value={String(from)}
          onChange={(event) => setFrom(Number(event.target.value))}
        />
        <SelectField
          label={m.version_to()}
          options={options}
          value={String(to)}
          onChange={(event) => setTo(Number(event.target.value))}
        />
      </div>
      <DiffView client={client} from={from} to={to} name={agent} />
    </section>
  );
}

function Activations({ activations }: Pick<ConfigDetails, "activations">) {
  return (
    <section className="comparison">
      <h2>{m.version_history()}</h2>
      <ul className="changes">
        {activations.map(({ version, at, by, type }) => (
          <li key={`${at} ${version}`}>
            <Status tone={type === "rollback" ? "warning" : "good"}>{m.version_name({ version })}</Status>{" "}
            {type === "rollback" ? m.version_was_rolled_back() : m.version_was_activated()} · <Time at={at} /> ·{" "}
            <span className="quiet">{by}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
