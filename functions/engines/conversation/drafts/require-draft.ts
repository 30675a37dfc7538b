import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type Draft, drafts } from "./draft.ts";
import type { DraftDependencies } from "./open-draft.ts";

export const DraftById = z.object({ id: z.string().min(1).max(100).describe("The draft's `draft_id`.") });

type Dependencies = Pick<DraftDependencies, "platform" | "now">;

/** @throws Problem 404 `draft-not-found` */
export function requireDraft({ platform }: Pick<Dependencies, "platform">, tenantId: TenantId, id: string) {
  return requireState(platform.documents, tenantId, drafts, { id, what: "draft" });
}

/**
 * A draft that takes messages.
 * @throws Problem 404 `draft-not-found`, 409 `draft-closed`
 */
export async function requireOpenDraft(dependencies: Dependencies, tenantId: TenantId, id: string): Promise<Draft> {
  const draft = await requireDraft(dependencies, tenantId, id);
  const isTest = draft.purpose !== "rerun";
  if (isTest && draft.status === "open" && dependencies.now().toISOString() < draft.expiresAt) return draft;
  throw new Problem(409, "draft-closed", "This draft has ended. Open another one.");
}
