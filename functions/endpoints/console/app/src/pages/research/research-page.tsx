import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { PlaceChoice } from "./place-choice.tsx";
import { ReportAnalysis } from "./report-analysis.tsx";
import { ReportFacts } from "./report-facts.tsx";
import { ReportSources } from "./report-sources.tsx";
import { stateOf } from "./research-words.ts";

const refreshMs = 2_000;

/** One run: how far each source is, and the report as soon as it is written. */
export function ResearchPage() {
  const { client = "", research: id = "" } = useParams({ strict: false }) as { client?: string; research?: string };
  const queries = useQueryClient();
  const key = ["research", client, id];
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api("GET", "/v1/research/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => (isRunning(state.data?.status) ? refreshMs : false),
  });
  const stop = useMutation({
    mutationFn: () => api("POST", "/v1/research/:id/cancel", { params: { id }, client }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  if (data === undefined)
    return <Page title={m.nav_research()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const { report, status, business } = data;
  const cancel = status === "collecting" && (
    <Button busy={stop.isPending} onClick={() => stop.mutate()}>
      {m.research_cancel()}
    </Button>
  );
  return (
    <Page title={business.name} intro={stateOf(status).name()} actions={cancel}>
      {isRunning(status) && <Progress label={stateOf(status).name()} />}
      <Problem error={stop.error} />
      <PlaceChoice client={client} run={data} />
      <ReportSources run={data} />
      {report !== null && (
        <>
          <ReportAnalysis report={report} />
          <ReportFacts report={report} />
        </>
      )}
    </Page>
  );
}

function isRunning(status: string | undefined): boolean {
  return status === "collecting" || status === "reporting";
}
