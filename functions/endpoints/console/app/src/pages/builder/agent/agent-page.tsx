import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { useSession } from "../../../api/session.ts";
import { Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import "../builder.css";
import { configQuery, versionQuery } from "../configs-query.ts";
import { ConfigDesk } from "./config-desk.tsx";

/** One agent: its configuration as a form and as text, side by side. */
export function AgentPage() {
  const { client = "", agent = "" } = useParams({ strict: false }) as { client?: string; agent?: string };
  return <Agent key={`${client} ${agent}`} client={client} agent={agent} />;
}

function Agent({ client, agent }: { readonly client: string; readonly agent: string }) {
  const session = useSession();
  const config = useQuery(configQuery(client, agent));
  const version = config.data?.newest_version;
  // While a stored version is read again, what is being written stays.
  const stored = useQuery({ ...versionQuery(client, agent, version), placeholderData: keepPreviousData });
  const error = config.error ?? stored.error;
  if (config.data === undefined || stored.data === undefined)
    return <Page title={agent}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const { agent: facts, active_version: active } = config.data;
  const intro = active === null ? m.agent_not_active() : m.agent_active({ version: active });
  return (
    <Page
      title={facts?.name ?? agent}
      intro={`${agent} · ${intro} · ${m.agent_edits({ version: stored.data.version })}`}
      actions={
        <>
          <Link
            className="button"
            to={"/clients/$client/agents/$agent/versions" as string}
            params={{ client, agent } as never}
          >
            {m.agent_versions()}
          </Link>
          <Link className="button" to="/clients/$client/rollouts" params={{ client } as never}>
            {m.nav_rollouts()}
          </Link>
        </>
      }
    >
      <ConfigDesk
        client={client}
        agent={agent}
        stored={stored.data}
        active={active}
        mayWrite={session.may("configs:write")}
      />
    </Page>
  );
}
