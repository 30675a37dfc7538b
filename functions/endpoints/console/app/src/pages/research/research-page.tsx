import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { MakeDemo } from "./make-demo.tsx";
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
  const session = useSession();
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
  const actions = (
    <>
      {status === "collecting" && (
        <Button busy={stop.isPending} onClick={() => stop.mutate()}>
          {m.research_cancel()}
        </Button>
      )}
      {report !== null && session.may("configs:write") && (
        <DialogButton label={m.demo_make_from_research()}>
          {() => <MakeDemo client={client} research={id} />}
        </DialogButton>
      )}
    </>
  );
  return (
    <Page title={business.name} intro={stateOf(status).name()} actions={actions}>
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
