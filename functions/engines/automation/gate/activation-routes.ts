import { z } from "zod";
import { automationActivated, automationApproved } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { readView } from "../read-view.ts";
import { automationRuns } from "../run.ts";
import { activateStep } from "../steps/activate-step.ts";
import { AutomationView } from "../views.ts";
import { approveStep } from "./approve-step.ts";

interface Dependencies extends AutomationDependencies {
  readonly runner: Runner;
  readonly now: () => Date;
}

const ById = z.object({ id: z.string().min(1).max(100).describe("The run's `automation_id`.") });
const tag = "Automation";

/** The approval of a checked configuration by a second person, and its activation. */
export function activationRoutes({ runner, now, ...dependencies }: Dependencies) {
  const { documents } = dependencies.platform;
  const approve = approveStep(dependencies);
  const activate = activateStep(dependencies);
  return [
    route({
      method: "POST",
      path: "/v1/automation/:id/approve",
      operationId: "approveAutomation",
      summary: "Agree, as a second person, to the activation of a ready run",
      description:
        "Needed where the client's `approval` is `two`. Nobody approves what they generated, merged or promoted; an API key counts as the person who made it. A merge needs an approval of its own. A promoted variant is activated at once.",
      problems: { 404: ["automation-not-found"], 409: ["automation-not-ready", "approval-own"] },
      tag,
      permission: "configs:write",
      params: ById,
      reply: AutomationView,
      async handle(request) {
        const { params, identity } = request;
        const before = await requireRun(identity.tenantId, params.id);
        const at = now();
        const data = { runId: params.id, by: identity.subject, at: at.toISOString() };
        const event = requestedEvent(automationApproved, request, { action: "approve", key: params.id, data, at });
        const after = await runner.run(approve, event, { repeatable: true }).catch(refuse);
        return { status: 200, body: await readView(documents, identity.tenantId, after ?? before) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/automation/:id/activate",
      operationId: "activateAutomation",
      summary: "Activate the configuration of a ready run",
      description:
        "New conversations use it; running ones keep theirs. `POST /v1/configs/{client}/{name}/rollback` takes it back.",
      problems: {
        404: ["automation-not-found"],
        409: ["automation-not-ready", "approval-missing", "config-changed", "automation-of-experiment"],
        422: ["config-invalid"],
      },
      tag,
      permission: "configs:write",
      params: ById,
      reply: AutomationView,
      async handle(request) {
        const { params, identity } = request;
        const before = await requireRun(identity.tenantId, params.id);
        if (before.origin.type === "experiment") throw ofExperiment();
        const at = now();
        const data = { runId: params.id, by: identity.subject, at: at.toISOString() };
        const event = requestedEvent(automationActivated, request, { action: "activate", key: params.id, data, at });
        const after = await runner.run(activate, event, { repeatable: true }).catch(refuse);
        return { status: 200, body: await readView(documents, identity.tenantId, after ?? before) };
      },
    }),
  ];

  function requireRun(tenantId: TenantId, id: string) {
    return requireState(documents, tenantId, automationRuns, { id, what: "automation" });
  }
}

function ofExperiment(): Problem {
  const detail = "An experiment asked for these checks, and activates its variant by itself when they have passed.";
  return new Problem(409, "automation-of-experiment", detail);
}

function refuse(error: unknown): never {
  if (!(error instanceof TerminalError)) throw error;
  throw new Problem(error.code === "config-invalid" ? 422 : 409, error.code, error.message, { cause: error });
}
