import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  experimentDrafted,
  experimentLookDue,
  experimentStarted,
  experimentStopped,
} from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { armTexts } from "./arms/arm-texts.ts";
import type { ExperimentDependencies } from "./dependencies.ts";
import { type Experiment, experiments } from "./experiment.ts";
import { designOf, ExperimentBody } from "./experiment-body.ts";
import { planOf, type Traffic } from "./plan.ts";
import { asProblem, mistakes } from "./problems.ts";
import { promoteRoute } from "./promote-route.ts";
import { readView } from "./read-view.ts";
import { draftStep } from "./steps/draft-step.ts";
import { lookStep } from "./steps/look-step.ts";
import { startStep } from "./steps/start-step.ts";
import { stopStep } from "./steps/stop-step.ts";
import { ExperimentView, experimentView, PlanView, planView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(100).describe("The experiment's `experiment_id`.") });
const tag = "Experiments";
interface RouteDependencies extends ExperimentDependencies {
  readonly runner: Runner;
  readonly now: () => Date;
  /** What is known of the traffic of a configuration. */
  traffic(tenantId: TenantId, of: Pick<ExperimentBody, "goal">): Promise<Traffic>;
}

/** Experiments: described, started, looked at, stopped, promoted. */
export function experimentRoutes({ runner, now, traffic, ...dependencies }: RouteDependencies) {
  const { documents } = dependencies.platform;
  const { configs } = dependencies;
  const start = startStep(dependencies);
  const look = lookStep(dependencies);
  const stop = stopStep(dependencies);

  return [
    route({
      method: "POST",
      path: "/v1/experiments",
      operationId: "createExperiment",
      summary: "Describe an experiment, and learn how long it takes",
      description:
        "Each variant is the active configuration with its changes, and is checked as a whole. Nothing happens to customers before the start. `plan` says what the experiment can find at the traffic that there was.",
      problems: { 404: ["config-not-found"], 422: [...mistakes, "experiment-invalid"] },
      example: {
        name: "Warmer greeting",
        arms: [{ key: "control" }, { key: "warm", changes: [{ path: "agent.personality", value: "A warm host." }] }],
        goal: "containment",
        effect: 0.1,
      },
      tag,
      permission: "configs:write",
      status: 201,
      body: ExperimentBody,
      reply: ExperimentView,
      async handle(request) {
        const { identity, body } = request;
        const { tenantId, subject: by } = identity;
        const design = designOf(body, await configNameOf(tenantId, body.config));
        await asProblem(armTexts(configs, tenantId, design));
        const plan = planOf(design, await trafficOf(tenantId, body));
        const wish = { action: "create-experiment", key: "experiment" };
        const id = request.idempotencyKey ? deriveId(wish.action, tenantId, by, request.idempotencyKey) : randomUUID();
        const at = now();
        const data = { experimentId: id, design, plan, by, at: at.toISOString() };
        const event = requestedEvent(experimentDrafted, request, { ...wish, key: id, data, at });
        const drafted = await asProblem(runner.run(draftStep, event, { repeatable: true }));
        return { status: 201, body: experimentView(drafted ?? (await require(tenantId, id))) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/experiment-plans",
      operationId: "planExperiment",
      summary: "Learn what an experiment could find, without describing it",
      description: "The same `plan` as that of a described experiment. The changes are not checked.",
      problems: { 404: ["config-not-found"], 422: ["experiment-invalid"] },
      example: {
        name: "Warmer greeting",
        arms: [{ key: "control" }, { key: "warm", changes: [{ path: "agent.personality", value: "A warm host." }] }],
        baseline: 0.6,
        customers_per_day: 200,
      },
      tag,
      permission: "configs:read",
      body: ExperimentBody,
      reply: PlanView,
      async handle({ identity: { tenantId }, body }) {
        const design = designOf(body, await configNameOf(tenantId, body.config));
        return { status: 200, body: planView(planOf(design, await trafficOf(tenantId, body))) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/experiments",
      operationId: "listExperiments",
      summary: "List experiments, newest first",
      description: "Drafts, running and ended ones, each with the figures of its newest look.",
      tag,
      permission: "configs:read",
      query: Paging,
      reply: pageOf(ExperimentView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.createdAt", direction: "desc" } as const;
        const page = await documents.query(tenantId, experiments.collection, { orderBy, ...query });
        const items = await Promise.all(page.items.map(({ data }) => view(tenantId, data.state)));
        return { status: 200, body: toPage({ ...page, items }, (item) => item) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/experiments/:id",
      operationId: "getExperiment",
      summary: "Get an experiment with its figures",
      description: "The figures are those of the newest look. `POST /v1/experiments/{id}/look` computes them now.",
      problems: { 404: ["experiment-not-found"] },
      tag,
      permission: "configs:read",
      params: ById,
      reply: ExperimentView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: await view(tenantId, await require(tenantId, id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/experiments/:id/start",
      operationId: "startExperiment",
      summary: "Start an experiment",
      description:
        "Each variant becomes a stored version of the configuration. New conversations of its customers begin with it; running ones keep theirs.",
      problems: {
        404: ["experiment-not-found"],
        409: ["experiment-ended", "experiment-not-possible"],
        422: [...mistakes],
      },
      tag,
      permission: "configs:write",
      params: ById,
      reply: ExperimentView,
      async handle(request) {
        const { identity, params } = request;
        const before = await require(identity.tenantId, params.id);
        const at = now();
        const data = { experimentId: params.id, by: identity.subject, at: at.toISOString() };
        const event = requestedEvent(experimentStarted, request, { action: "start", key: params.id, data, at });
        const after = await asProblem(runner.run(start, event, { repeatable: true }));
        return { status: 200, body: await view(identity.tenantId, after ?? before) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/experiments/:id/look",
      operationId: "lookAtExperiment",
      summary: "Compute the figures now",
      description:
        "As often as you like: the intervals hold at every look. A variant that breaks a guardrail is closed.",
      problems: { 404: ["experiment-not-found"] },
      tag,
      permission: "configs:write",
      params: ById,
      reply: ExperimentView,
      async handle(request) {
        const { identity, params } = request;
        const before = await require(identity.tenantId, params.id);
        const at = now();
        const data = { experimentId: params.id, look: before.looks };
        const event = requestedEvent(experimentLookDue, request, { action: "look", key: params.id, data, at });
        const after = await asProblem(runner.run(look, event, { repeatable: true }));
        return { status: 200, body: await view(identity.tenantId, after ?? before) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/experiments/:id/stop",
      operationId: "stopExperiment",
      summary: "Stop an experiment",
      description: "New conversations get the active version again. Running ones keep theirs to their end.",
      problems: { 404: ["experiment-not-found"] },
      example: { reason: "The season is over." },
      tag,
      permission: "configs:write",
      params: ById,
      body: z.strictObject({ reason: z.string().trim().min(1).max(500).describe("Why, for the record.") }),
      reply: ExperimentView,
      async handle(request) {
        const { identity, params, body } = request;
        const before = await require(identity.tenantId, params.id);
        const at = now();
        const data = { experimentId: params.id, by: identity.subject, at: at.toISOString(), reason: body.reason };
        const event = requestedEvent(experimentStopped, request, { action: "stop", key: params.id, data, at });
        const after = await asProblem(runner.run(stop, event, { repeatable: true }));
        return { status: 200, body: await view(identity.tenantId, after ?? before) };
      },
    }),
    promoteRoute({ documents, configs, runner, now }),
  ];

  function view(tenantId: TenantId, experiment: Experiment): Promise<ExperimentView> {
    return readView(documents, tenantId, experiment);
  }

  function require(tenantId: TenantId, id: string): Promise<Experiment> {
    return requireState(documents, tenantId, experiments, { id, what: "experiment" });
  }

  async function configNameOf(tenantId: TenantId, name: string | undefined): Promise<string> {
    const active = await configs.active(tenantId, name ?? null);
    if (active) return active.name;
    throw new Problem(
      404,
      "config-not-found",
      "The client has no active configuration of this name. Activate one first.",
    );
  }

  async function trafficOf(tenantId: TenantId, body: ExperimentBody): Promise<Traffic> {
    const measured = await traffic(tenantId, body);
    if (body.baseline === undefined && body.customers_per_day === undefined) return measured;
    return {
      source: "stated",
      baseline: body.baseline ?? measured.baseline,
      customersPerDay: body.customers_per_day ?? measured.customersPerDay,
    };
  }
}
