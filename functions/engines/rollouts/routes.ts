import { z } from "zod";
import { requireSecondPerson } from "../../../shared/config/second-person.ts";
import { ConfigName, type ConfigVersions } from "../../../shared/config/versions/versions.ts";
import { RolloutBody, rolloutPlan, usualPercents } from "../../../shared/contracts/lifecycle/rollout-body.ts";
import { rolloutChanged, rolloutRequested } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { type ApiRequest, route } from "../../../shared/http/route.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { changeStep } from "./change-step.ts";
import type { RolloutDependencies } from "./dependencies.ts";
import { rollouts } from "./rollout.ts";
import { requestRollout } from "./steps.ts";
import { RolloutView, rolloutView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(100).describe("The rollout's `rollout_id`.") });
const tag = "Rollouts";

const NewRollout = RolloutBody.extend({
  config: ConfigName.optional().describe("The configuration. Default: the client's own for new conversations."),
  version: z.number().int().positive().describe("The stored version that customers are to get."),
});

interface RouteDependencies extends RolloutDependencies {
  readonly configs: ConfigVersions;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** Versions that go to a growing share of customers, and come back by themselves when a guardrail fails. */
export function rolloutRoutes({ documents, configs, runner, now }: RouteDependencies) {
  const change = changeStep({ documents, configs });
  return [
    route({
      method: "POST",
      path: "/v1/rollouts",
      operationId: "startRollout",
      summary: "Give a version to a growing share of customers",
      description:
        "New conversations of the share use the version; running ones keep theirs. A stage moves on by itself when its guardrails pass, and a failing one takes the version back from everybody. Where the client's `approval` is `two`, nobody rolls out what they wrote.",
      problems: {
        404: ["config-not-found"],
        409: ["config-not-active", "version-active", "rollout-running", "experiment-running", "approval-missing"],
      },
      example: { version: 3, percents: usualPercents, min_minutes: 60, min_conversations: 50 },
      tag,
      permission: "configs:write",
      status: 202,
      body: NewRollout,
      reply: RolloutView,
      async handle(request) {
        const { body, identity } = request;
        const rolloutId = requestedId(request, { action: "rollout", key: "new" });
        const known = (await documents.get(identity.tenantId, rollouts.collection, rolloutId))?.data.state;
        if (known) return { status: 202, body: rolloutView(known) };
        const { configName, fromVersion } = await startOf(identity, body);
        const at = now();
        const data = {
          rolloutId,
          configName,
          fromVersion,
          version: body.version,
          ...rolloutPlan(body),
          by: identity.subject,
          at: at.toISOString(),
        };
        const event = requestedEvent(rolloutRequested, request, { action: "rollout", key: rolloutId, data, at });
        const state = await runner.run(requestRollout, event, { repeatable: true });
        return { status: 202, body: rolloutView(state ?? (await requireRollout(request, rolloutId))) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/rollouts",
      operationId: "listRollouts",
      summary: "List rollouts, newest first",
      description: "Each with its stages, their figures and their verdicts.",
      tag,
      permission: "configs:read",
      query: Paging,
      reply: pageOf(RolloutView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.requestedAt", direction: "desc" } as const;
        const page = await documents.query(tenantId, rollouts.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => rolloutView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/rollouts/:id",
      operationId: "getRollout",
      summary: "Get a rollout with its stages and verdicts",
      description: "The figures are those of the last count, which `counted_at` tells.",
      problems: { 404: ["rollout-not-found"] },
      tag,
      permission: "configs:read",
      params: ById,
      reply: RolloutView,
      async handle(request) {
        return { status: 200, body: rolloutView(await requireRollout(request, request.params.id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/rollouts/:id/advance",
      operationId: "advanceRollout",
      summary: "Move a rollout to its next stage now",
      description: "Without waiting for the stage's time and conversations. After the last stage everybody has it.",
      problems: { 404: ["rollout-not-found"], 409: ["rollout-over", "config-invalid"] },
      tag,
      permission: "configs:write",
      params: ById,
      reply: RolloutView,
      handle: (request) => changed(request, "advance", null),
    }),
    route({
      method: "POST",
      path: "/v1/rollouts/:id/rollback",
      operationId: "rollBackRollout",
      summary: "Take a version back from everybody",
      description:
        "Within two seconds no conversation begins with it, on any channel. Running conversations keep it to their end. A completed rollout goes back too, as long as its version is active.",
      problems: { 404: ["rollout-not-found"], 409: ["rollout-over", "nothing-to-roll-back"] },
      example: { reason: "It promises refunds that we do not give." },
      tag,
      permission: "configs:write",
      params: ById,
      body: z.strictObject({ reason: z.string().trim().min(1).max(300).optional().describe("Why, for the record.") }),
      reply: RolloutView,
      handle: (request) => changed(request, "rollback", request.body.reason ?? null),
    }),
  ];

  type Request = Pick<ApiRequest<{ id: string }, unknown, unknown>, "identity" | "idempotencyKey" | "params">;

  async function changed(request: Request, action: "advance" | "rollback", reason: string | null) {
    const { id } = request.params;
    await requireRollout(request, id);
    const at = now();
    const data = { rolloutId: id, action, reason, by: request.identity.subject, at: at.toISOString() };
    const event = requestedEvent(rolloutChanged, request, { action, key: id, data, at });
    const state = await runner.run(change, event, { repeatable: true }).catch((error: unknown) => {
      if (!(error instanceof TerminalError)) throw error;
      throw new Problem(409, error.code, error.message, { cause: error });
    });
    return { status: 200 as const, body: rolloutView(state ?? (await requireRollout(request, id))) };
  }

  function requireRollout({ identity: { tenantId } }: Pick<Request, "identity">, id: string) {
    return requireState(documents, tenantId, rollouts, { id, what: "rollout" });
  }

  async function startOf(
    { tenantId, subject }: Request["identity"],
    { config, version }: z.infer<typeof NewRollout>,
  ): Promise<{ readonly configName: string; readonly fromVersion: number }> {
    const pointers = await configs.pointers(tenantId);
    const configName = config ?? pointers?.defaultName ?? "main";
    if ((await configs.get(tenantId, configName, version)) === undefined)
      throw new Problem(
        404,
        "config-not-found",
        `There is no version ${version} of the configuration "${configName}".`,
      );
    const active = (await configs.rolloutState(tenantId, configName)).config;
    if (!active)
      throw new Problem(
        409,
        "config-not-active",
        `No version of ${configName} is active. Activate one first: there is nothing to compare with.`,
      );
    if (active.rollout)
      throw new Problem(
        409,
        "rollout-running",
        `Version ${active.rollout.version} of ${configName} is being rolled out. Take it back or finish it first.`,
      );
    if (active.experiment)
      throw new Problem(
        409,
        "experiment-running",
        `An experiment deals the customers of ${configName} to its variants, so a share of them cannot be rolled out as well. Stop it, or promote its variant in stages.`,
      );
    if (active.version === version)
      throw new Problem(409, "version-active", `Version ${version} of ${configName} is active for everybody already.`);
    await requireSecondPerson({ configs, documents }, tenantId, { name: configName, version, by: subject });
    return { configName, fromVersion: active.version };
  }
}
