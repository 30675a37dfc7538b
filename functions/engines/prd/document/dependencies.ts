import { researchReportModel } from "../../../../shared/contracts/lifecycle/research.ts";
import { type RequirementsEdited, requirementsEdited } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import type { ApiRequest } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import type { RequirementOperation } from "./operation.ts";
import { type Requirements, requirements } from "./requirements.ts";
import { editRequirements } from "./steps.ts";
import { requirementsView } from "./views.ts";

/** What the routes of requirements documents work with. */
export interface RequirementsDependencies {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly now: () => Date;
}

type Requesting = Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">;

/** @throws Problem 404 `prd-not-found` */
export function requireRequirements(documents: Documents, tenantId: TenantId, id: string): Promise<Requirements> {
  return requireState(documents, tenantId, requirements, { id, what: "prd" });
}

/** @throws Problem 404 `research-not-found` unless the run has written its report. */
export async function requireResearch(documents: Documents, tenantId: TenantId, id: string | undefined): Promise<void> {
  if (id === undefined || (await documents.get(tenantId, researchReportModel, id)) !== undefined) return;
  throw new Problem(
    404,
    "research-not-found",
    `research_id: there is no report of a research run "${id}". \`GET /v1/research\` lists the runs; wait until it has finished.`,
  );
}

/** Changes a document in the request, and tells which conflicts that caused. */
export function requirementsEditor({ documents, runner, now }: RequirementsDependencies) {
  return async (
    request: Requesting,
    id: string,
    wish: { readonly operations: readonly RequirementOperation[]; readonly via: RequirementsEdited["via"] },
  ) => {
    const { tenantId, subject: by } = request.identity;
    const at = now();
    const data = { requirementsId: id, by, at: at.toISOString(), via: wish.via, operations: [...wish.operations] };
    const event = requestedEvent(requirementsEdited, request, { action: `prd-${wish.via}`, key: id, data, at });
    const after = await runner.run(editRequirements, event, { repeatable: request.idempotencyKey !== undefined });
    const state = after ?? (await requireRequirements(documents, tenantId, id));
    const caused = state.conflicts.filter((conflict) => conflict.change === event.id).map((conflict) => conflict.id);
    return { ...requirementsView(state), caused_conflicts: caused };
  };
}
