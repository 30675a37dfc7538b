import { m } from "#messages";
import { Progress } from "../../../components/progress.tsx";
import { listText } from "../../../components/region.ts";
import { Problem, Status } from "../../../components/status.tsx";
import { outcomeWords } from "../../automation/automation-words.ts";
import { TurnDetails } from "../chat/turn-details.tsx";
import { TurnSaid } from "../inspect/turn-said.tsx";
import { expectationText } from "./expectation-text.ts";
import type { Scenario } from "./scenarios-query.ts";
import type { Played, Standing } from "./use-scenario-run.ts";

/** One scenario: what is said and expected, and once it was played, the transcript with what was not met. */
export function ScenarioItem({ scenario, standing }: { scenario: Scenario; standing: Standing | undefined }) {
  const { title, source, requirements, says, expects } = scenario;
  const played = standing?.status === "played" ? standing.played : undefined;
  const word = played && outcomeWords[played.outcome];
  const isBad = standing?.status === "broken" || played?.outcome === "failed";
  return (
    <li>
      <details key={standing?.status} open={isBad}>
        <summary>
          {word && <Status tone={word.tone}>{word.name()}</Status>}
          {standing?.status === "broken" && <Status tone="bad">{m.scenario_broken()}</Status>}
          <span dir="auto">{title}</span>
          <span className="quiet">{source === "correction" ? m.scenario_correction() : listText(requirements)}</span>
        </summary>
        <div className="scenario-body">
          {standing?.status === "broken" && <Problem error={standing.error} />}
          {played ? (
            <Transcript played={played} />
          ) : (
            <>
              <p className="bubble" data-by="customer" dir="auto">
                {says}
              </p>
              <ul className="expectations">
                {expects.map((expectation) => (
                  <li key={expectationText(expectation)} dir="auto">
                    {expectationText(expectation)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </details>
      {standing?.status === "playing" && <Progress label={m.scenario_playing()} />}
    </li>
  );
}

function Transcript({ played: { said, expectations, outcome, detail } }: { readonly played: Played }) {
  return (
    <>
      <TurnSaid turn={said.turn} />
      <ul className="expectations" aria-label={m.scenario_expected()}>
        {expectations.map(({ expectation, unmet }) => (
          <li key={expectationText(expectation)} data-met={unmet === null} dir="auto">
            <Status tone={unmet === null ? "good" : "bad"}>
              {unmet === null ? m.scenario_met() : m.scenario_unmet()}
            </Status>{" "}
            {expectationText(expectation)}
            {unmet !== null && <p className="problem">{unmet}</p>}
          </li>
        ))}
      </ul>
      {outcome === "not-checked" && <p className="hint">{detail}</p>}
      <TurnDetails said={said} />
    </>
  );
}
