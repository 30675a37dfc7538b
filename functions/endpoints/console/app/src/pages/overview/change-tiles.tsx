import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Status } from "../../components/status.tsx";
import { statusWords as experimentStatus, verdictWords as experimentVerdict } from "../experiments/experiment-words.ts";
import { statusWords as rolloutStatus, verdictWords as rolloutVerdict } from "../rollouts/rollout-words.ts";
import { NotKnown, Tile } from "./tile.tsx";

const read = 20;
const dayMs = 86_400_000;

export function ExperimentsTile() {
  return (
    <Tile
      title={m.nav_experiments()}
      page="experiments"
      permission="configs:read"
      read={(asked) => api("GET", "/v1/experiments", { query: { limit: read }, ...asked })}
    >
      {({ items, next_cursor }, client) => {
        const shown = items.filter(({ status, ended_at }) => status === "running" || isRecent(ended_at));
        return (
          <>
            {shown.length === 0 && <p>{m.today_no_experiment()}</p>}
            <ul className="tile-list">
              {shown.map(({ experiment_id, name, status, arms, warnings, reason }) => (
                <li key={experiment_id}>
                  <Link
                    to={"/clients/$client/experiments/$experiment" as string}
                    params={{ client, experiment: experiment_id } as never}
                  >
                    {name}
                  </Link>{" "}
                  <Status tone={experimentStatus[status].tone}>{experimentStatus[status].name()}</Status>
                  {arms.map(({ key, verdict }) =>
                    verdict === "control" ? null : (
                      <p key={key}>
                        {key}{" "}
                        {verdict === null ? (
                          <span className="quiet">{m.today_no_look()}</span>
                        ) : (
                          <Status tone={experimentVerdict[verdict].tone}>{experimentVerdict[verdict].name()}</Status>
                        )}
                      </p>
                    ),
                  )}
                  {[...warnings, reason]
                    .filter((text) => text !== "")
                    .map((text) => (
                      <p key={text} className="quiet">
                        {text}
                      </p>
                    ))}
                </li>
              ))}
            </ul>
            {next_cursor !== null && <NotKnown>{m.today_newest({ count: read })}</NotKnown>}
          </>
        );
      }}
    </Tile>
  );
}

export function RolloutsTile() {
  return (
    <Tile
      title={m.nav_rollouts()}
      page="rollouts"
      permission="configs:read"
      read={(asked) => api("GET", "/v1/rollouts", { query: { limit: read }, ...asked })}
    >
      {({ items, next_cursor }, client) => {
        const shown = items.filter(({ ended }) => ended === null || isRecent(ended.at));
        return (
          <>
            {shown.length === 0 && <p>{m.today_no_rollout()}</p>}
            <ul className="tile-list">
              {shown.map(({ rollout_id, config, version, status, stages, stage, ended }) => {
                const now = stages[stage];
                const verdict = now?.verdict ?? null;
                return (
                  <li key={rollout_id}>
                    <Link
                      to={"/clients/$client/rollouts/$rollout" as string}
                      params={{ client, rollout: rollout_id } as never}
                    >
                      {m.rollout_title({ config, version })}
                    </Link>{" "}
                    <Status tone={rolloutStatus[status].tone}>{rolloutStatus[status].name()}</Status>
                    <p>
                      {m.today_share({ percent: now?.percent ?? 0 })}{" "}
                      {verdict === null ? (
                        <span className="quiet">{m.today_no_look()}</span>
                      ) : (
                        <Status tone={rolloutVerdict[verdict.result].tone}>
                          {rolloutVerdict[verdict.result].name()}
                        </Status>
                      )}
                    </p>
                    {ended !== null && <p className="quiet">{ended.reason}</p>}
                  </li>
                );
              })}
            </ul>
            {next_cursor !== null && <NotKnown>{m.today_newest({ count: read })}</NotKnown>}
          </>
        );
      }}
    </Tile>
  );
}

/** What ended in the last week is news in the morning, above all what a guardrail ended. */
function isRecent(at: string | null): boolean {
  return at !== null && Date.parse(at) > Date.now() - 7 * dayMs;
}
