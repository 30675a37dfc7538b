import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import type { ExperimentView } from "../../../../../../engines/experiments/views.ts";
import { Progress } from "../../components/progress.tsx";

/** Where the promotion of a variant stands: how far its checks are, who has to approve, or why it was refused. */
export function Promotion({ client, experiment }: { readonly client: string; readonly experiment: ExperimentView }) {
  const { promotion } = experiment;
  if (promotion === null) return null;
  const { arm, state, progress, reasons, automation_id: run, rollout_id: rollout } = promotion;
  return (
    <section aria-label={m.experiments_promotion()}>
      {state === "checking" && (
        <Progress label={m.experiments_promotion_checking({ arm })} {...(progress === null ? {} : progress)} />
      )}
      {state === "approval" && <p className="notice">{m.experiments_promotion_approval({ arm })}</p>}
      {state === "refused" && (
        <>
          <p>{m.experiments_promotion_reasons({ arm })}</p>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link to={"/clients/$client/automation/$run" as string} params={{ client, run } as never}>
          {m.experiments_promotion_run()}
        </Link>
        {rollout !== null && (
          <>
            {" · "}
            <Link to={"/clients/$client/rollouts/$rollout" as string} params={{ client, rollout } as never}>
              {m.experiments_promotion_rollout()}
            </Link>
          </>
        )}
      </p>
    </section>
  );
}
