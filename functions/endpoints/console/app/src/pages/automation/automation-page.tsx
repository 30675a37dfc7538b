import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { AutomationView } from "../../../../../../engines/automation/views.ts";
import { api } from "../../api/api.ts";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Activation } from "./activation.tsx";
import { checkNames, outcomeWords, statusWords, verdictWords } from "./automation-words.ts";
import { CostSection } from "./cost-section.tsx";
import { MergeSection } from "./merge-section.tsx";
import { ReplaySection } from "./replay-section.tsx";
import { RunOutside } from "./run-outside.tsx";

const refreshMs = 1_000;

/** One configuration that was written: its checks, what each requirement became, and its activation. */
export function AutomationPage() {
  const { client = "", run: id = "" } = useParams({ strict: false }) as { client?: string; run?: string };
  const { data, error } = useQuery({
    queryKey: ["automation", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/automation/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => (/generating|checking/.test(state.data?.status ?? "") ? refreshMs : false),
  });
  if (data === undefined)
    return (
      <Page title={m.nav_automation()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>
    );
  const { status, progress, failure, assumptions } = data;
  const title =
    data.version === null ? data.config : m.automation_title({ config: data.config, version: data.version });
  return (
    <Page title={title} actions={status === "ready" ? <Activation client={client} run={data} /> : undefined}>
      <p>
        <Status tone={statusWords[status].tone}>{statusWords[status].name()}</Status>
      </p>
      {status === "ready" && data.needs_approval && <p>{m.automation_needs_approval()}</p>}
      {data.approved_by !== null && <p>{m.automation_approved_by({ person: data.approved_by })}</p>}
      {status === "checking" && <Progress label={m.automation_playing()} done={progress.done} total={progress.total} />}
      {failure !== null && <Problem error={new Error(failure)} />}
      {(status === "ready" || status === "blocked") && data.experiment_id === null && (
        <MergeSection client={client} id={id} />
      )}
      {data.experiment_id !== null && (
        <p>
          <Link
            to={"/clients/$client/experiments/$experiment" as string}
            params={{ client, experiment: data.experiment_id } as never}
          >
            {m.automation_of_experiment()}
          </Link>
        </p>
      )}
      <RunOutside run={data} />
      <Checks run={data} />
      {assumptions.length > 0 && (
        <section>
          <h2>{m.automation_assumed()}</h2>
          <ul>
            {assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </section>
      )}
      <CostSection cost={data.cost} />
      <ReplaySection client={client} id={id} replay={data.replay} />
      <Scenarios run={data} />
      {data.requirements.length > 0 && <Requirements run={data} />}
    </Page>
  );
}

interface Part {
  readonly run: AutomationView;
}

function Checks({ run }: Part) {
  return (
    <section>
      <h2>{m.automation_checks()}</h2>
      <table className="table" aria-label={m.automation_checks()}>
        <tbody>
          {run.checks.map(({ name, verdict, details }) => (
            <tr key={name}>
              <th scope="row">{checkNames[name]()}</th>
              <td>
                <Status tone={verdictWords[verdict].tone}>{verdictWords[verdict].name()}</Status>
              </td>
              <td>{details.join(" ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Scenarios({ run }: Part) {
  return (
    <section>
      <h2>{m.automation_scenarios()}</h2>
      <table className="table" aria-label={m.automation_scenarios()}>
        <thead>
          <tr>
            <th scope="col">{m.automation_says()}</th>
            <th scope="col">{m.automation_reply()}</th>
            <th scope="col">{m.automation_state()}</th>
          </tr>
        </thead>
        <tbody>
          {run.scenarios.map(({ id, says, reply, outcome, detail }) => (
            <tr key={id}>
              <td data-heading={m.automation_says()}>{says}</td>
              <td data-heading={m.automation_reply()}>{reply ?? "–"}</td>
              <td data-heading={m.automation_state()}>
                <Status tone={outcomeWords[outcome].tone}>{outcomeWords[outcome].name()}</Status> {detail}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Requirements({ run }: Part) {
  return (
    <section>
      <h2>{m.automation_became()}</h2>
      <table className="table" aria-label={m.automation_became()}>
        <tbody>
          {run.requirements.map(({ requirement, must, paths }) => (
            <tr key={requirement}>
              <th scope="row">
                {requirement} {must && <Status>{m.automation_must()}</Status>}
              </th>
              <td>
                {paths.map((path) => (
                  <div key={path}>
                    <code>{path}</code>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
