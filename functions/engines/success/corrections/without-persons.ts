import { conversationSummaries } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { mayBeReused } from "../../../../shared/customers/may-contact.ts";
import { readCustomerOf } from "../../../../shared/customers/store.ts";
import type { CorrectionFound } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { CorrectedTurn } from "./corrected-turns.ts";
import { maskCorrection } from "./mask-correction.ts";

/**
 * Corrections of one conversation without what names its customer. Undefined: the conversation is gone, or its customer has
 * refused that their data is kept.
 */
export async function withoutPersons(
  documents: Documents,
  tenantId: TenantId,
  of: Pick<CorrectionFound, "source" | "conversationId" | "at"> & {
    readonly found: readonly CorrectedTurn[];
    readonly publicText?: string;
    readonly now: Date;
  },
): Promise<readonly CorrectionFound[] | undefined> {
  const { found, source, conversationId, at, publicText, now } = of;
  const conversation = (await documents.get(tenantId, conversationSummaries, conversationId))?.data.state;
  if (conversation === undefined) return undefined;
  const { channel, customer, language } = conversation;
  const { state } = await readCustomerOf(documents, tenantId, { channel, customer }, now);
  if (!mayBeReused(state, channel)) return undefined;
  return found.map((each) => ({
    ...maskCorrection(each, { ...customer, customer: state, publicText }),
    source,
    conversationId,
    language,
    at,
    // The same turn is one correction, however it was found.
    correctionId: deriveId("correction", tenantId, conversationId, String(each.turn)),
  }));
}
