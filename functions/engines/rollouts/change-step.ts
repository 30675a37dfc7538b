import type { PointerState } from "../../../shared/config/versions/change-active-config.ts";
import { rolloutChanged } from "../../../shared/events/index.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { step } from "../../../shared/runtime/step.ts";
import { advance, takeBack } from "./change-pointer.ts";
import type { RolloutDependencies } from "./dependencies.ts";
import { alignedWith, endedRollout } from "./progress.ts";
import { rollouts } from "./rollout.ts";

const byAPerson = "Taken back by a person.";

/** A person moves a rollout on, or takes it back. The pointer changes first, so a death leaves nobody with the version. */
export function changeStep({ configs }: RolloutDependencies) {
  return step({
    name: "rollouts-change",
    on: rolloutChanged,
    document: rollouts,
    documentId: ({ data }) => data.rolloutId,
    async gather(rollout, { tenantId, data: { action, reason, by, at } }): Promise<PointerState | undefined> {
      if (!rollout) throw new TerminalError("rollout-not-found", "There is no such rollout.");
      const { status } = rollout;
      if (action === "advance") {
        if (status !== "running")
          throw new TerminalError("rollout-over", `The rollout is ${status}. Only a running one has a next stage.`);
        return advance(configs, tenantId, rollout, by);
      }
      if (status === "rolled-back") return undefined;
      if (status === "refused" || status === "superseded")
        throw new TerminalError("rollout-over", `The rollout is ${status}. Nobody has its version.`);
      return takeBack(configs, tenantId, rollout, { reason: reason ?? byAPerson, by, at });
    },
    decide(rollout, { data: { action, reason, by, at } }, state) {
      if (!rollout || state === undefined) return undefined;
      if (action === "advance") return { document: alignedWith(rollout, state, at) };
      return { document: endedRollout(rollout, "rolled-back", { reason: reason ?? byAPerson, by, at }) };
    },
  });
}
