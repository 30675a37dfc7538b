import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { Progress } from "../../../components/progress.tsx";
import { listText } from "../../../components/region.ts";
import { Notice, Problem } from "../../../components/status.tsx";
import { channelName } from "../channel-name.ts";
import { configQuery } from "../configs-query.ts";

/** What customers will get, the decision, and what to do afterwards. */
export function ActivateAgent({ client, agent }: { readonly client: string; readonly agent: string }) {
  const queries = useQueryClient();
  const { data, error } = useQuery(configQuery(client, agent));
  const activate = useMutation({
    mutationFn: (version: number) =>
      api("POST", "/v1/configs/:client/:name/activate", { params: { client, name: agent }, body: { version }, client }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["configs", client] }),
  });
  if (data === undefined) return error ? <Problem error={error} /> : <Progress label={m.loading()} />;
  const { agent: facts, newest_version: newest, active_version: active } = data;
  return (
    <section className="onboarding-step">
      <h2>{m.onboarding_activate()}</h2>
      {facts && (
        <dl className="facts">
          <dt>{m.agent_name()}</dt>
          <dd>{facts.name}</dd>
          <dt>{m.agent_language()}</dt>
          <dd lang="en">{facts.language ?? "–"}</dd>
          <dt>{m.agent_channels()}</dt>
          <dd>{listText(facts.channels.map(channelName)) || m.agent_no_channels()}</dd>
          <dt>{m.version_number()}</dt>
          <dd>{newest}</dd>
        </dl>
      )}
      <Problem error={activate.error} />
      {active === newest ? (
        <>
          <Notice>{m.config_activated({ version: newest })}</Notice>
          <p>{m.onboarding_done_what()}</p>
          <NextPages client={client} agent={agent} />
        </>
      ) : (
        <>
          <p>{m.onboarding_activate_what()}</p>
          <div className="actions">
            <Button look="primary" busy={activate.isPending} onClick={() => activate.mutate(newest)}>
              {m.config_activate({ version: newest })}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function NextPages({ client, agent }: { readonly client: string; readonly agent: string }) {
  const pages = [
    { path: "/clients/$client/channels", label: m.nav_channels() },
    { path: "/clients/$client/knowledge", label: m.nav_knowledge() },
    { path: "/clients/$client/agents/$agent", label: m.onboarding_settings() },
  ];
  return (
    <div className="actions">
      {pages.map(({ path, label }) => (
        <Link key={path} className="button" to={path} params={{ client, agent } as never}>
          {label}
        </Link>
      ))}
    </div>
  );
}
