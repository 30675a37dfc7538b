import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { useSession } from "../../../api/session.ts";
import { Empty, Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import "../builder.css";
import { channelName } from "../channel-name.ts";
import { configsQuery, versionQuery } from "../configs-query.ts";
import { readYaml, valueAt } from "../yaml/yaml-edit.ts";
import { channelsOf } from "./channels-of.ts";
import { CopyButton } from "./copy-button.tsx";
import { isTestable, TestMessage } from "./test-message/test-message.tsx";

/** Where customers reach a client, and the addresses that providers are to be told. */
export function ChannelsPage() {
  const { client = "" } = useParams({ strict: false });
  const { data, error } = useQuery(configsQuery(client));
  const active = data?.items.filter((item) => item.active_version !== null) ?? [];
  return (
    <Page title={m.nav_channels()} intro={m.channels_intro()}>
      <Problem error={error} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      {data && active.length === 0 && (
        <Empty title={m.channels_none()}>
          <p>{m.channels_none_what()}</p>
        </Empty>
      )}
      {active.map(({ name, agent, active_version: version }) => (
        <AgentChannels key={name} client={client} name={name} title={agent?.name ?? name} version={version ?? 1} />
      ))}
    </Page>
  );
}

function AgentChannels(of: {
  readonly client: string;
  readonly name: string;
  readonly title: string;
  readonly version: number;
}) {
  const { client, name, title, version } = of;
  const mayTest = useSession().may("configs:write");
  const { data, error } = useQuery(versionQuery(client, name, version));
  if (data === undefined) return error ? <Problem error={error} /> : <Progress label={m.loading()} />;
  const channels = channelsOf(valueAt(readYaml(data.yaml), ["automation_config", "channels", "input"]));
  return (
    <section className="comparison">
      <h2>
        <Link to={"/clients/$client/agents/$agent" as string} params={{ client, agent: name } as never}>
          {title}
        </Link>
      </h2>
      {channels.length === 0 && <p className="quiet">{m.agent_no_channels_what()}</p>}
      <ul className="cards">
        {channels.map(({ key, type, isOn, address, hooks }) => (
          <li key={key} className="card">
            <h3>{channelName(type)}</h3>
            <div className="actions">
              <Status tone={isOn ? "good" : "neutral"}>{isOn ? m.channel_on() : m.channel_off()}</Status>
              {address !== "" && <bdi dir="ltr">{address}</bdi>}
            </div>
            {mayTest && isOn && isTestable(type) && (
              <div className="actions">
                <TestMessage client={client} config={name} channel={type} />
              </div>
            )}
            {hooks.map((path) => (
              <div key={path} className="hook">
                <p className="quiet">{m.channel_hook()}</p>
                <code>{`${window.location.origin}${path}`}</code>
                <CopyButton text={`${window.location.origin}${path}`} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
