import type { Models, Payer, UnchargedModels } from "../../../shared/models/model.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { modelCounters } from "../../../shared/prices/model-counters.ts";
import { actingTenant, isSandboxTenant } from "../../../shared/runtime/sandbox/outside.ts";
import { noteSpend, type SpendNoteParts, type SpendOf } from "./spend-note.ts";

type Parts = SpendNoteParts & { readonly documents: Pick<Documents, "get" | "commit"> };

/**
 * Models whose answers are charged to the payer that the request names, at the list price of the day. What a sandbox asks while it
 * tries a client's configuration is charged to that client, because the sandbox's own counts end with it.
 */
export function chargedModels(models: UnchargedModels, parts: Parts): Models {
  return {
    async generate(choice, request) {
      const reply = await models.generate(choice, request);
      const of = await chargedTo(request.payer, parts);
      if (of)
        await noteSpend(parts, of, { kind: "request", add: (day) => modelCounters({ ...reply, modelCalls: 1 }, day) });
      return reply;
    },
  };
}

/** Undefined: who asked counts it, or no client pays. */
async function chargedTo(payer: Payer, { documents }: Parts): Promise<SpendOf | undefined> {
  if (payer === "platform") return undefined;
  const tenantId = payer === "counted" ? actingTenant() : payer.tenantId;
  if (tenantId === undefined || !isSandboxTenant(tenantId)) return payer === "counted" ? undefined : payer;
  const { ownerOfDocuments } = await import("../../../shared/contracts/sandbox-owner.ts");
  const owner = await ownerOfDocuments(documents, tenantId);
  return owner === tenantId ? undefined : { tenantId: owner };
}
