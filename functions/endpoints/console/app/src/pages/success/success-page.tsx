import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { HealthReasons } from "./health-reasons.tsx";
import { KpiTable } from "./kpi-table.tsx";
import { Proposals } from "./proposals.tsx";
import { Questions } from "./questions.tsx";
import { type Health, healthWords } from "./success-words.ts";

/** What the agent is worth to its client, how the client does, and what to do about it. */
export function SuccessPage() {
  const { client = "" } = useParams({ strict: false });
  const health = useQuery({
    queryKey: ["health", client],
    queryFn: ({ signal }) => api("GET", "/v1/health-scores", { client, signal }),
  });
  return (
    <Page title={m.nav_success()} intro={m.success_intro()}>
      <section>
        <h2>{m.success_health()}</h2>
        {health.isPending && (
          <div className="awaited">
            <Progress label={m.loading()} />
          </div>
        )}
        <Problem error={health.error} retry={() => void health.refetch()} />
        {health.data?.items.map((each) => (
          <HealthScore key={each.client_id} health={each} />
        ))}
      </section>
      <div className="following" hidden={health.isPending}>
        <KpiTable client={client}>
          <Questions client={client} />
          <Proposals client={client} />
        </KpiTable>
      </div>
    </Page>
  );
}

function HealthScore({ health: { score, status, reasons } }: { readonly health: Health }) {
  if (score === null) return <p className="quiet">{m.success_no_traffic()}</p>;
  const { tone, name } = healthWords[status];
  return (
    <>
      <p>
        <span className="tile-figure">{m.success_score({ score })}</span> <Status tone={tone}>{name()}</Status>
      </p>
      <HealthReasons reasons={reasons} />
    </>
  );
}
