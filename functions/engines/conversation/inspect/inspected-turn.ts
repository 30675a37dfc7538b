import { z } from "zod";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TurnView, turnView } from "../routes/turn-view.ts";
import type { Turn } from "../turn-record.ts";
import { turnTraces } from "../turn-trace.ts";
import { ShownRequest, shownRequests } from "./shown-request.ts";
import { costOf } from "./turn-cost.ts";

export const InspectedTurn = z
  .object({
    turn: TurnView.describe("The turn as it is recorded."),
    shown: z
      .array(ShownRequest)
      .nullable()
      .describe("Every request to a model, oldest first. Empty where none was asked. Null: it is not kept any longer."),
    shown_cut: z.boolean().describe("Something of it was too long and is cut."),
    shown_until: z.string().nullable().describe("Until when it is kept. Null: nothing is."),
    cost_usd: z
      .string()
      .nullable()
      .describe("What the models cost by the list prices of the turn's day. Null: one has no price in the list."),
  })
  .meta({ id: "InspectedTurn" });

/** A turn, and how it came to its answer. */
export async function inspectedTurn(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  turn: Turn,
): Promise<z.infer<typeof InspectedTurn>> {
  const trace = (await documents.get(tenantId, turnTraces, turn.id))?.data;
  const wasAsked = turn.usage.modelCalls > 0;
  return {
    turn: turnView(turn),
    shown: trace ? shownRequests(trace) : wasAsked ? null : [],
    shown_cut: trace?.isCut ?? false,
    shown_until: trace?.keptUntil ?? null,
    cost_usd: costOf(turn.usage, new Date(turn.at)),
  };
}
