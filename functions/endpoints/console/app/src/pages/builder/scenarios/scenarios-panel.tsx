import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Empty } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import { outcomeWords } from "../../automation/automation-words.ts";
import { ScenarioItem } from "./scenario-item.tsx";
import { scenariosQuery } from "./scenarios-query.ts";
import { type Standing, useScenarioRun } from "./use-scenario-run.ts";
import "../chat/chat.css";
import "./scenarios.css";

/** Everything that the agent has to answer rightly, played with the text as it stands, stored or not. */
export function ScenariosPanel(of: {
  readonly client: string;
  readonly config: string;
  readonly yaml: string;
  readonly isValid: boolean;
}) {
  const { client, config, yaml, isValid } = of;
  const { data, error } = useQuery(scenariosQuery(client, config));
  const { run, stop, standings, isOutdated } = useScenarioRun(client, config);
  const scenarios = data?.items ?? [];
  const begun = Object.values(standings);
  const done = begun.filter(({ status }) => status !== "playing").length;
  return (
    <section className="scenarios" aria-labelledby="scenarios-title">
      <header>
        <div>
          <h2 id="scenarios-title">{m.scenarios_title()}</h2>
          <p className="quiet">{m.scenarios_what()}</p>
        </div>
        <div className="actions">
          {run.isPending && <Button onClick={stop}>{m.scenarios_stop()}</Button>}
          {scenarios.length > 0 && (
            <Button
              look="primary"
              busy={run.isPending}
              disabled={!isValid}
              onClick={() => run.mutate({ text: yaml, scenarios })}
            >
              {m.scenarios_run({ count: scenarios.length })}
            </Button>
          )}
        </div>
      </header>
      <Problem error={error ?? run.error} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      {data?.items.length === 0 && (
        <Empty title={m.scenarios_none()}>
          <p>{m.scenarios_none_what()}</p>
          <Link to={"/clients/$client/automation" as string} params={{ client } as never}>
            {m.nav_automation()}
          </Link>
        </Empty>
      )}
      {!isValid && scenarios.length > 0 && <p className="hint">{m.chat_invalid()}</p>}
      {isOutdated(yaml) && <p className="hint">{m.scenarios_outdated()}</p>}
      {run.isPending && <Progress label={m.scenarios_running()} done={done} total={scenarios.length} />}
      {done > 0 && <Counts standings={begun} />}
      <ol className="scenario-list">
        {scenarios.map((scenario) => (
          <ScenarioItem key={scenario.id} scenario={scenario} standing={standings[scenario.id]} />
        ))}
      </ol>
    </section>
  );
}

function Counts({ standings }: { readonly standings: readonly Standing[] }) {
  const played = standings.flatMap((each) => (each.status === "played" ? [each.played] : []));
  const costs = played.map(({ said }) => Number(said.cost_usd ?? 0));
  return (
    <p className="actions" role="status">
      {(["passed", "failed", "not-checked"] as const).map((outcome) => {
        const count = played.filter((each) => each.outcome === outcome).length;
        const { tone, name } = outcomeWords[outcome];
        return (
          <span key={outcome}>
            <Status tone={count === 0 ? "neutral" : tone}>{name()}</Status> {count}
          </span>
        );
      })}
      <span className="quiet">
        {m.turn_cost()} ${costs.reduce((sum, cost) => sum + cost, 0).toFixed(4)}
      </span>
    </p>
  );
}
