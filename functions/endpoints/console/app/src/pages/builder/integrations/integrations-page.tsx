import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useSession } from "../../../api/session.ts";
import { Button } from "../../../components/button.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import { Time } from "../../../components/time.tsx";
import "../builder.css";

const integrations = (client: string, signal?: AbortSignal) =>
  api("GET", "/v1/integrations", { client, ...(signal ? { signal } : {}) });
type Integration = Awaited<ReturnType<typeof integrations>>["items"][number];

/** The accounts of the active configuration: whether their secrets are set, and whether they work. */
export function IntegrationsPage() {
  const { client = "" } = useParams({ strict: false });
  const { data, error } = useQuery({
    queryKey: ["integrations", client],
    queryFn: ({ signal }) => integrations(client, signal),
  });
  return (
    <Page
      title={m.nav_integrations()}
      intro={m.integrations_intro()}
      actions={
        <Link className="button" to={"/clients/$client/agents" as string} params={{ client } as never}>
          {m.nav_agents()}
        </Link>
      }
    >
      <Problem error={error} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      {data?.items.length === 0 && (
        <Empty title={m.integrations_none()}>
          <p>{m.integrations_none_what()}</p>
        </Empty>
      )}
      <ul className="cards">
        {data?.items.map((each) => (
          <IntegrationCard key={each.name} client={client} integration={each} />
        ))}
      </ul>
    </Page>
  );
}

function IntegrationCard({ client, integration }: { readonly client: string; readonly integration: Integration }) {
  const queries = useQueryClient();
  const { may } = useSession();
  const { name, type, secrets, health } = integration;
  const test = useMutation({
    mutationFn: () => api("POST", "/v1/integrations/:name/test", { params: { name }, client }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["integrations", client] }),
  });
  return (
    <li className="card">
      <h2>{name}</h2>
      <div className="actions">
        <Status>{type}</Status>
        {health === null && <Status>{m.integration_untested()}</Status>}
        {health?.status === "ok" && <Status tone="good">{m.integration_works()}</Status>}
        {health?.status === "unchecked" && <Status tone="active">{m.integration_unchecked()}</Status>}
        {health?.status === "failed" && <Status tone="bad">{m.integration_fails()}</Status>}
      </div>
      {health?.message && <p className={health.status === "failed" ? "problem" : "quiet"}>{health.message}</p>}
      {secrets.length > 0 && (
        <ul className="settings">
          {secrets.map((secret) => (
            <li key={secret.name}>
              <code>{secret.name}</code>
              <Status tone={secret.set ? "good" : "bad"}>{secret.set ? m.secret_set() : m.secret_missing()}</Status>
            </li>
          ))}
        </ul>
      )}
      {health && (
        <p className="quiet">
          {m.integration_tested()} <Time at={health.checked_at} />
        </p>
      )}
      <Problem error={test.error} />
      {may("configs:write") && (
        <div className="actions">
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            {m.integration_test()}
          </Button>
        </div>
      )}
    </li>
  );
}
