import { z } from "zod";
import { type FinishedTurn, finishedTurns } from "../../../../shared/contracts/conversation/finished-turns.ts";
import {
  type ConversationMeasured,
  type CorrectionFound,
  conversationMeasured,
  correctionFound,
} from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { isSandboxTenant } from "../../../../shared/runtime/sandbox/outside.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { correctedTurns } from "./corrected-turns.ts";
import { withoutPersons } from "./without-persons.ts";

/** The newest turns of a session in which corrections are looked for. */
const mostTurns = 60;
const keptMs = 90 * 86_400_000;

const Search = z.object({ found: z.number().int(), at: z.string() });
type Search = z.infer<typeof Search>;

/** That a session was looked through, so that it is looked through once. */
export const correctionSearches = ownedDocument<Search>({
  name: "success-correction-searches",
  state: Search,
  indexes: [],
  confidential: false,
  // Counts by the hash of a conversation.
  personal: "nothing",
  expiry: ({ at }) => new Date(Date.parse(at) + keptMs),
});

/** Looks through a session that a person took over, when it is over. */
export function findCorrectionsStep({ documents }: { readonly documents: Documents }) {
  return step<ConversationMeasured, Search, readonly CorrectionFound[] | undefined>({
    name: "success-find-corrections",
    on: conversationMeasured,
    publishes: [correctionFound],
    document: correctionSearches,
    documentId: ({ data }) => deriveId("correction-search", data.conversationId, data.startedAt),
    exclusive: false,
    filter: ({ tenantId, data }) => data.handedOver && !isSandboxTenant(tenantId),
    async gather(known, { tenantId, data }, { now }) {
      if (known !== undefined) return undefined;
      const found = correctedTurns(await turnsOf(documents, tenantId, data));
      const { conversationId, endedAt: at } = data;
      return (await withoutPersons(documents, tenantId, { found, source: "takeover", conversationId, at, now })) ?? [];
    },
    decide(known, { data: { endedAt } }, found) {
      if (known !== undefined || found === undefined) return undefined;
      const publish = found.map((each) => newEvent(correctionFound, each.correctionId, each));
      return { document: { found: found.length, at: endedAt }, publish };
    },
  });
}

/** The turns of the session, oldest first. */
async function turnsOf(
  documents: Documents,
  tenantId: TenantId,
  { conversationId, startedAt, endedAt }: ConversationMeasured,
): Promise<readonly FinishedTurn[]> {
  const { items } = await documents.query(tenantId, finishedTurns, {
    where: [["state.conversationId", "==", conversationId]],
    orderBy: { field: "state.index", direction: "desc" },
    limit: mostTurns,
  });
  return items
    .map(({ data }) => data.state)
    .filter(({ at }) => at >= startedAt && at <= endedAt)
    .toReversed();
}
