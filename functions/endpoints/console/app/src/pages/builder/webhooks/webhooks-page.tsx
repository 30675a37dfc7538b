import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import { timeText } from "../../../components/time.tsx";
import "../builder.css";
import { NewEndpoint } from "./new-endpoint.tsx";
import { RotateSecret } from "./rotate-secret.tsx";

const endpoints = (client: string, signal: AbortSignal) => api("GET", "/v1/webhook-endpoints", { client, signal });
type Endpoint = Awaited<ReturnType<typeof endpoints>>["items"][number];

/** The client's own servers that are told what happens. */
export function WebhooksPage() {
  const { client = "" } = useParams({ strict: false });
  const { data, error } = useQuery({
    queryKey: ["webhooks", client],
    queryFn: ({ signal }) => endpoints(client, signal),
  });
  return (
    <Page title={m.nav_webhooks()} intro={m.webhooks_intro()} actions={<NewEndpoint client={client} />}>
      <Problem error={error} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      {data?.items.length === 0 && (
        <Empty title={m.webhooks_none()}>
          <p>{m.webhooks_none_what()}</p>
        </Empty>
      )}
      <ul className="cards">
        {data?.items.map((endpoint) => (
          <EndpointCard key={endpoint.id} client={client} endpoint={endpoint} />
        ))}
      </ul>
    </Page>
  );
}

function EndpointCard({ client, endpoint }: { readonly client: string; readonly endpoint: Endpoint }) {
  const queries = useQueryClient();
  const { id, url, description, events, enabled, disabled_reason: reason, integration, secret_name: named } = endpoint;
  const oldUntil = stillSigns(endpoint);
  const params = { id };
  const refresh = () => queries.invalidateQueries({ queryKey: ["webhooks", client] });
  const test = useMutation({
    mutationFn: () => api("POST", "/v1/webhook-endpoints/:id/test", { params, client }),
    onSuccess: refresh,
  });
  const toggle = useMutation({
    mutationFn: () => api("PATCH", "/v1/webhook-endpoints/:id", { params, body: { enabled: !enabled }, client }),
    onSuccess: refresh,
  });
  return (
    <li className="card">
      <h2>
        <Link to={"/clients/$client/webhooks/$endpoint" as string} params={{ client, endpoint: id } as never}>
          {description ?? integration ?? url}
        </Link>
      </h2>
      <p className="quiet">{url}</p>
      <div className="actions">
        <Status tone={enabled ? "good" : "bad"}>{enabled ? m.webhook_on() : m.webhook_off()}</Status>
        <Status>{m.webhook_events({ count: events.length })}</Status>
      </div>
      {reason !== null && <p className="problem">{reason}</p>}
      {oldUntil !== undefined && <p className="quiet">{m.webhook_old_signs({ until: timeText(oldUntil) })}</p>}
      {named !== null && <p className="quiet">{m.webhook_named_secret({ name: named })}</p>}
      <Problem error={test.error ?? toggle.error} />
      <div className="actions">
        <Button busy={test.isPending} disabled={!enabled} onClick={() => test.mutate()}>
          {test.isSuccess ? m.webhook_tested() : m.webhook_test()}
        </Button>
        <Button look="quiet" busy={toggle.isPending} onClick={() => toggle.mutate()}>
          {enabled ? m.webhook_disable() : m.webhook_enable()}
        </Button>
        {named === null && <RotateSecret client={client} id={id} oldUntil={oldUntil} />}
        {integration === null && (
          <ConfirmButton
            label={m.remove()}
            question={m.webhook_remove_what()}
            act={async () => {
              await api("DELETE", "/v1/webhook-endpoints/:id", { params, client });
              await refresh();
            }}
          />
        )}
      </div>
    </li>
  );
}

/** Until when the secret before the newest signs too. */
function stillSigns({ previous_secret_until: until }: Endpoint): string | undefined {
  return until !== null && Date.parse(until) > Date.now() ? until : undefined;
}
