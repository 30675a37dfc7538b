import { createHash } from "node:crypto";
import { clientOf, sandboxConfig } from "../../../../shared/config/sandbox-config.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { lendDocuments } from "../../../../shared/contracts/sandbox-owner.ts";
import { draftOpened } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import type { ApiRequest } from "../../../../shared/http/route.ts";
import type { Models, Payer } from "../../../../shared/models/model.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { sandboxTenantOf } from "../../../../shared/runtime/sandbox/sandbox-tenant.ts";
import type { TurnsDependencies } from "../turn/open-turns.ts";
import { type Draft, type DraftPurpose, draftConfigName, draftMinutes, drafts } from "./draft.ts";
import { openDraftStep } from "./open-draft-step.ts";

export type DraftDependencies = Omit<TurnsDependencies, "platform"> & {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly configs: Pick<ConfigVersions, "check" | "push" | "get">;
  readonly runner: Runner;
};

/**
 * Opens a sandbox tenant that answers with a text. It ends by itself.
 * @throws Problem 422 `config-invalid`
 */
export async function openDraft(
  { platform: { documents }, configs, runner, now }: DraftDependencies,
  request: Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">,
  wish: { readonly config: string; readonly yaml: string; readonly purpose: DraftPurpose },
): Promise<Draft> {
  const { tenantId, subject: by } = request.identity;
  await requireValid(configs, tenantId, wish.yaml);
  const at = now();
  const draftId = deriveId("draft", requestedId(request, { action: "open-draft", key: wish.purpose }));
  const sandbox = sandboxTenantOf(`draft-${createHash("sha256").update(draftId).digest("hex").slice(0, 32)}`);
  const data = {
    draftId,
    configName: wish.config,
    purpose: wish.purpose,
    sandbox,
    by,
    at: at.toISOString(),
    expiresAt: new Date(at.getTime() + draftMinutes[wish.purpose] * 60_000).toISOString(),
  };
  const event = requestedEvent(draftOpened, request, { action: "open-draft", key: draftId, data, at });
  await runner.run(openDraftStep, event, { repeatable: true });
  await lendDocuments(documents, sandbox, tenantId);
  const pushed = await configs.push(sandbox, draftConfigName, sandboxConfig(wish.yaml, sandbox), {
    by,
    activate: true,
  });
  if (!pushed.ok) throw invalid(pushed.problems);
  return requireState(documents, tenantId, drafts, { id: draftId, what: "draft" });
}

/** The client pays for what its sandbox asks. */
export function paidBy(models: Models, payer: Payer): Models {
  return { generate: (choice, request) => models.generate(choice, { ...request, payer }) };
}

async function requireValid(configs: DraftDependencies["configs"], tenantId: TenantId, yaml: string): Promise<void> {
  const checked = await configs.check(tenantId, yaml);
  if (!checked.ok) throw invalid(checked.problems);
  if (clientOf(yaml) !== tenantId)
    throw new Problem(422, "config-invalid", `\`automation_config.client_id\` must be \`${tenantId}\`.`);
}

function invalid(
  problems: readonly {
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly remedy: string;
  }[],
): Problem {
  const errors = problems.map(({ line, column, message, remedy }) => ({
    pointer: "/yaml",
    detail: `Line ${line}, column ${column}: ${message} ${remedy}`,
  }));
  return new Problem(422, "config-invalid", "The configuration has problems, so that it cannot be tried.", { errors });
}
