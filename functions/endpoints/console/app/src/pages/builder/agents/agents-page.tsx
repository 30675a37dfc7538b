import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { Empty, Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { listText } from "../../../components/region.ts";
import { Problem, Status } from "../../../components/status.tsx";
import { Time } from "../../../components/time.tsx";
import { channelName } from "../channel-name.ts";
import { type ConfigSummary, configsQuery } from "../configs-query.ts";
import "../builder.css";
import { NewAgent } from "./new-agent.tsx";

/** The agents of a client: each is a configuration with its versions. */
export function AgentsPage() {
  const { client = "" } = useParams({ strict: false });
  const { data, error } = useQuery(configsQuery(client));
  return (
    <Page
      title={m.nav_agents()}
      intro={m.agents_intro()}
      actions={
        <>
          <Link className="button" to={"/onboarding" as string} search={{ client } as never}>
            {m.onboarding_from_template()}
          </Link>
          <NewAgent client={client} taken={data?.items.map(({ name }) => name) ?? []} />
        </>
      }
    >
      <Problem error={error} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      {data?.items.length === 0 && (
        <Empty title={m.agents_none()}>
          <p>{m.agents_none_what()}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <ul className="cards">
          {data.items.map((config) => (
            <AgentCard key={config.name} client={client} config={config} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function AgentCard({ client, config }: { readonly client: string; readonly config: ConfigSummary }) {
  const { name, agent, active_version: active, newest_version: newest } = config;
  const params = { client, agent: name } as never;
  return (
    <li className="card agent-card">
      <div className="agent-title">
        <span className="agent-mark" aria-hidden="true">
          {(agent?.name ?? name).slice(0, 1)}
        </span>
        <div>
          <h2>
            <Link to={"/clients/$client/agents/$agent" as string} params={params}>
              {agent?.name ?? name}
            </Link>
          </h2>
          <p className="quiet">{name}</p>
        </div>
      </div>
      <div className="actions">
        {active === null ? (
          <Status tone="warning">{m.agent_not_active()}</Status>
        ) : (
          <Status tone="good">{m.agent_active({ version: active })}</Status>
        )}
        {config.is_default && <Status>{m.agent_default()}</Status>}
        {config.rollout_id !== null && <Status tone="active">{m.agent_rolls_out()}</Status>}
        {config.experiment_id !== null && <Status tone="active">{m.agent_is_tested()}</Status>}
        {active !== null && newest > active && <Status tone="warning">{m.agent_newer({ version: newest })}</Status>}
      </div>
      {agent ? (
        <dl className="facts">
          <dt>{m.agent_model()}</dt>
          <dd>{agent.model}</dd>
          <dt>{m.agent_language()}</dt>
          <dd>{agent.language ?? "–"}</dd>
          <dt>{m.agent_channels()}</dt>
          <dd>{listText(agent.channels.map(channelName)) || m.agent_no_channels()}</dd>
          <dt>{m.agent_tools()}</dt>
          <dd>{agent.tools}</dd>
        </dl>
      ) : (
        <p>{m.agent_unreadable()}</p>
      )}
      <p className="quiet">
        {m.agent_changed()} <Time at={config.changed_at} />
      </p>
      <div className="actions">
        <Link to={"/clients/$client/agents/$agent/versions" as string} params={params}>
          {m.agent_versions()}
        </Link>
      </div>
    </li>
  );
}
