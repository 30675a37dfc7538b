import { z } from "zod";
import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import { ReplayBody, replayWish } from "../../../shared/contracts/lifecycle/replay-body.ts";
import { RolloutBody, rolloutPlan } from "../../../shared/contracts/lifecycle/rollout-body.ts";
import { experimentPromoted } from "../../../shared/events/index.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { experiments } from "./experiment.ts";
import { asProblem } from "./problems.ts";
import { readView } from "./read-view.ts";
import { promoteStep } from "./steps/promote-step.ts";
import { ExperimentView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(100).describe("The experiment's `experiment_id`.") });

interface Dependencies {
  readonly documents: Documents;
  readonly configs: ConfigVersions;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** Asks for a variant to become everybody's configuration. */
export function promoteRoute({ documents, configs, runner, now }: Dependencies) {
  const promote = promoteStep({ configs });
  return route({
    method: "POST",
    path: "/v1/experiments/:id/promote",
    operationId: "promoteExperiment",
    summary: "Give a variant to all customers",
    description:
      "The variant's version is checked first, as `GET /v1/automation/{id}` shows: its scenarios and operators' corrections are played, and recent conversations replayed. When the checks pass it becomes active by itself, where the client's `approval` is `two` after a second person's approval of the run; `POST /v1/configs/{client}/{name}/rollback` takes it back. With `rollout` it goes to a growing share of the customers, as `POST /v1/rollouts` does it; the experiment ends when the first stage begins. Poll the experiment while its `status` is `promoting`. Refused while nothing shows that it is better, unless `anyway` says so.",
    problems: {
      404: ["experiment-not-found"],
      409: [
        "config-changed",
        "experiment-arm-unknown",
        "experiment-not-shown",
        "experiment-promoting",
        "experiment-split-broken",
        "rollout-not-possible",
      ],
    },
    example: { arm: "warm" },
    tag: "Experiments",
    permission: "configs:write",
    status: 202,
    params: ById,
    body: z.strictObject({
      arm: z.string().min(1).max(40).describe("The variant."),
      anyway: z.boolean().default(false).describe("True to promote what is not shown to be better."),
      reason: z.string().max(500).default("").describe("Why, for the record."),
      replay: ReplayBody,
      rollout: RolloutBody.optional().describe(
        "Stages in which customers get it, compared with the version before. Default: all get it at once.",
      ),
    }),
    reply: ExperimentView,
    async handle(request) {
      const { identity, params, body } = request;
      const before = await requireState(documents, identity.tenantId, experiments, {
        id: params.id,
        what: "experiment",
      });
      const at = now();
      const by = { by: identity.subject, at: at.toISOString() };
      const rollout = body.rollout === undefined ? null : rolloutPlan(body.rollout);
      const data = { ...body, experimentId: params.id, ...by, replay: replayWish(body.replay), rollout };
      const event = requestedEvent(experimentPromoted, request, { action: "promote", key: params.id, data, at });
      const after = await asProblem(runner.run(promote, event, { repeatable: true }));
      return { status: 202, body: await readView(documents, identity.tenantId, after ?? before) };
    },
  });
}
