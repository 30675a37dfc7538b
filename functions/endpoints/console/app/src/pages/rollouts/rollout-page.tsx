import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { RolloutView } from "../../../../../../engines/rollouts/views.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";
import { GuardrailChart } from "./guardrail-chart.tsx";
import { figure, guardrailWords, statusWords, verdictWords } from "./rollout-words.ts";

const refreshMs = 2_000;

/** One rollout: its stages, what happened with either version, the verdicts, and the way back. */
export function RolloutPage() {
  const { client = "", rollout: id = "" } = useParams({ strict: false }) as { client?: string; rollout?: string };
  const { data, error } = useQuery({
    queryKey: ["rollouts", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/rollouts/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => (/starting|running/.test(state.data?.status ?? "") ? refreshMs : false),
  });
  if (data === undefined)
    return <Page title={m.nav_rollouts()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const { status, config, version, from_version, ended } = data;
  const verdict = data.stages[data.stage]?.verdict ?? data.stages.findLast((stage) => stage.verdict)?.verdict ?? null;
  return (
    <Page
      title={m.rollout_title({ config, version })}
      intro={m.rollout_instead({ version: from_version })}
      actions={<Actions client={client} rollout={data} />}
    >
      <p>
        <Status tone={statusWords[status].tone}>{statusWords[status].name()}</Status>
      </p>
      {ended && (
        <p>
          {ended.reason} ({ended.by}, <Time at={ended.at} />)
        </p>
      )}
      <Stages rollout={data} />
      {verdict && (
        <section>
          <h2>{m.rollout_guardrails()}</h2>
          <p>
            <Status tone={verdictWords[verdict.result].tone}>{verdictWords[verdict.result].name()}</Status>{" "}
            {verdict.why}
          </p>
          <GuardrailChart guardrails={verdict.guardrails} />
          <Guardrails verdict={verdict} />
        </section>
      )}
    </Page>
  );
}

function Actions({ client, rollout }: { readonly client: string; readonly rollout: RolloutView }) {
  const queries = useQueryClient();
  const params = { id: rollout.rollout_id };
  const refresh = () => queries.invalidateQueries({ queryKey: ["rollouts", client] });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api("POST", "/v1/rollouts/:id/advance", { params, client }),
    onSuccess: refresh,
  });
  const isRunning = rollout.status === "running";
  if (!isRunning && rollout.status !== "completed" && rollout.status !== "starting") return undefined;
  return (
    <>
      {isRunning && (
        <Button busy={isPending} onClick={() => mutate()}>
          {m.rollout_advance()}
        </Button>
      )}
      <ConfirmButton
        label={m.rollout_take_back()}
        question={m.rollout_take_back_what()}
        act={async () => {
          await api("POST", "/v1/rollouts/:id/rollback", { params, client, body: {} });
          await refresh();
        }}
      />
      <Problem error={error} />
    </>
  );
}

function Stages({ rollout: { stages, stage: at, status } }: { readonly rollout: RolloutView }) {
  return (
    <section>
      <h2>{m.rollout_stages()}</h2>
      <table className="table" aria-label={m.rollout_stages()}>
        <thead>
          <tr>
            <th scope="col">{m.rollout_share()}</th>
            <th scope="col">{m.rollout_since()}</th>
            <th scope="col">{m.rollout_new()}</th>
            <th scope="col">{m.rollout_before()}</th>
            <th scope="col">{m.rollout_verdict()}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map(({ percent, since, candidate, current, verdict }, index) => (
            <tr key={percent} aria-current={status === "running" && index === at ? "step" : undefined}>
              <th scope="row">{percent} %</th>
              <td data-heading={m.rollout_since()}>{since === null ? "–" : <Time at={since} />}</td>
              <td data-heading={m.rollout_new()}>{m.rollout_conversations({ count: candidate.conversations })}</td>
              <td data-heading={m.rollout_before()}>{m.rollout_conversations({ count: current.conversations })}</td>
              <td data-heading={m.rollout_verdict()}>
                {verdict === null ? (
                  "–"
                ) : (
                  <Status tone={verdictWords[verdict.result].tone}>{verdictWords[verdict.result].name()}</Status>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Guardrails({ verdict }: { readonly verdict: NonNullable<RolloutView["stages"][number]["verdict"]> }) {
  return (
    <table className="table" aria-label={m.rollout_guardrails()}>
      <thead>
        <tr>
          <th scope="col">{m.rollout_guardrail()}</th>
          <th scope="col">{m.rollout_new()}</th>
          <th scope="col">{m.rollout_before()}</th>
          <th scope="col">{m.rollout_evidence()}</th>
          <th scope="col">{m.rollout_verdict()}</th>
        </tr>
      </thead>
      <tbody>
        {verdict.guardrails.map(({ guardrail, current, candidate, evidence, result }) => (
          <tr key={guardrail}>
            <th scope="row">{guardrailWords[guardrail]()}</th>
            <td data-heading={m.rollout_new()}>{figure(guardrail, candidate)}</td>
            <td data-heading={m.rollout_before()}>{figure(guardrail, current)}</td>
            <td data-heading={m.rollout_evidence()}>{Number(evidence.toPrecision(2))}</td>
            <td data-heading={m.rollout_verdict()}>
              <Status tone={verdictWords[result].tone}>{verdictWords[result].name()}</Status>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
