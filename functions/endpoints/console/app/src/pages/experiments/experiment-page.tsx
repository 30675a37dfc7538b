import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { ArmsTable, ChangesList, FiguresTable } from "./experiment-tables.tsx";
import { metricWords, statusWords } from "./experiment-words.ts";
import { IntervalChart } from "./interval-chart.tsx";
import { Promotion } from "./promotion.tsx";

const refreshMs = 1_000;

/** One experiment: how long it takes, what was found, and what to do with it. */
export function ExperimentPage() {
  const { client = "", experiment: id = "" } = useParams({ strict: false }) as { client?: string; experiment?: string };
  const queries = useQueryClient();
  const key = ["experiments", client, id];
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api("GET", "/v1/experiments/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => (state.data?.status === "promoting" ? refreshMs : false),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ["experiments", client] });
  const look = useMutation({
    mutationFn: () => api("POST", "/v1/experiments/:id/look", { params: { id }, client }),
    onSuccess: refresh,
  });
  if (data === undefined)
    return (
      <Page title={m.nav_experiments()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>
    );
  const { status, arms, goal, plan, warnings, reason, history } = data;
  const done = (work: Promise<unknown>) => work.then(refresh);
  const promote = (body: { readonly arm: string; readonly rollout?: object }) =>
    done(api("POST", "/v1/experiments/:id/promote", { params: { id }, body, client }));
  const actions = (
    <div className="actions">
      {status === "draft" && (
        <ConfirmButton
          label={m.experiments_start()}
          question={m.experiments_start_question()}
          act={() => done(api("POST", "/v1/experiments/:id/start", { params: { id }, client }))}
        />
      )}
      {status === "running" && (
        <Button busy={look.isPending} onClick={() => look.mutate()}>
          {m.experiments_look()}
        </Button>
      )}
      {(status === "running" || status === "draft" || status === "promoting") && (
        <ConfirmButton
          label={m.experiments_stop()}
          question={m.experiments_stop_question()}
          act={() =>
            done(
              api("POST", "/v1/experiments/:id/stop", {
                params: { id },
                body: { reason: m.experiments_stop_reason() },
                client,
              }),
            )
          }
        />
      )}
      {(status === "running" || status === "stopped" || status === "promotion-refused") &&
        arms
          .filter(({ verdict }) => verdict === "better")
          .flatMap(({ key: arm }) => [
            <ConfirmButton
              key={arm}
              label={m.experiments_promote({ arm })}
              question={m.experiments_promote_question()}
              act={() => promote({ arm })}
            />,
            <ConfirmButton
              key={`${arm} in stages`}
              label={m.experiments_promote_staged({ arm })}
              question={m.experiments_promote_staged_question()}
              act={() => promote({ arm, rollout: {} })}
            />,
          ])}
    </div>
  );
  return (
    <Page title={data.name} intro={plan.says} actions={actions}>
      <p>
        <Status tone={statusWords[status].tone}>{statusWords[status].name()}</Status> {reason}
      </p>
      <Promotion client={client} experiment={data} />
      {data.hypothesis !== "" && <p>{data.hypothesis}</p>}
      {warnings.map((warning) => (
        <div key={warning} className="notice" data-tone="warning">
          <p>{warning}</p>
        </div>
      ))}
      <Problem error={look.error} />
      <h2>{metricWords[goal]()}</h2>
      <IntervalChart
        intervals={arms.flatMap(({ key, figures }) => {
          const { lift, interval } = figures.find(({ metric }) => metric === goal) ?? {};
          const [low, high] = interval ?? [];
          if (lift == null || low === undefined || high === undefined) return [];
          return [{ key, name: key, estimate: lift, low, high }];
        })}
      />
      <h2>{m.experiments_variants()}</h2>
      <ArmsTable experiment={data} />
      <h2>{m.experiments_changes()}</h2>
      <ChangesList experiment={data} />
      {arms.some(({ figures }) => figures.length > 0) && (
        <>
          <h2>{m.experiments_guardrails()}</h2>
          <FiguresTable experiment={data} />
        </>
      )}
      {history.length > 1 && (
        <>
          <h2>{m.experiments_history()}</h2>
          <IntervalChart
            intervals={history.slice(-14).flatMap(({ at, arms: found }) =>
              found.map(({ key, lift, low, high }) => ({
                key: `${at} ${key}`,
                name: `${at.slice(5, 10)} ${key}`,
                estimate: lift,
                low,
                high,
              })),
            )}
          />
        </>
      )}
    </Page>
  );
}
