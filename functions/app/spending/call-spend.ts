import { ownerOfDocuments } from "../../../shared/contracts/sandbox-owner.ts";
import type { CallUsage } from "../../../shared/events/calls.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { callCounters } from "../../../shared/prices/call-counters.ts";
import { callCost } from "../../../shared/voice/call-cost.ts";
import { noteSpend, type SpendNoteParts } from "./spend-note.ts";

/**
 * Charges the speech of a call to the client whose configuration a sandbox tries, because the sandbox's own counts end with it.
 * The speech of every other call is charged by its record.
 */
export async function chargeTestCall(
  parts: SpendNoteParts & { readonly documents: Pick<Documents, "get" | "commit"> },
  tenantId: TenantId,
  usage: readonly CallUsage[],
): Promise<void> {
  const owner = await ownerOfDocuments(parts.documents, tenantId);
  if (owner === tenantId || usage.length === 0) return;
  await noteSpend(parts, { tenantId: owner }, { kind: "call", add: () => callCounters(callCost(usage)) });
}
