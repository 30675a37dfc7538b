import { randomInt, randomUUID } from "node:crypto";
import { accountAddressOf, conversationIdOf } from "../../../../../shared/channels/addresses/recipient.ts";
import { type CarriedChannel, carriedChannels, channels } from "../../../../../shared/channels/definitions.ts";
import { templateUse } from "../../../../../shared/channels/templates/template-use.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { customerIdOfIdentity } from "../../../../../shared/customers/identity.ts";
import { readCustomerOf } from "../../../../../shared/customers/store.ts";
import { messageRequested, textContent } from "../../../../../shared/events/index.ts";
import type { Write } from "../../../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { type NewEvent, newEvent } from "../../../../../shared/runtime/step.ts";
import { codeDigits } from "../code-in-text.ts";
import type { FeaturePorts, FeatureTurn } from "../turn-part.ts";
import { addressCodes, countingCode } from "./address-codes.ts";
import { newProving } from "./proof.ts";
import { proofPhrases } from "./proof-phrases.ts";
import type { CollectionState, Proving } from "./state.ts";

/** A code that leaves with the turn. */
export interface CodeToSend {
  readonly proving: Proving;
  readonly request: NewEvent;
  readonly count: Write;
}

/**
 * A code for an address that the customer has just named, where the tenant wants it proven and writes to such addresses.
 * It goes the way of every unasked message, so an opt-out there keeps it back. The code is told to that address alone.
 */
export async function codeToSend(
  turn: FeatureTurn,
  fresh: CollectionState["kept"],
  { documents, now }: Pick<FeaturePorts, "documents" | "now">,
): Promise<CodeToSend | undefined> {
  const { tenantId, conversation, config } = turn;
  const ids = await documents.ids(tenantId);
  for (const kind of config.data_collection?.verify ?? []) {
    const value = fresh[kind]?.value;
    const channel = value === undefined ? undefined : channelOfCodes(config, kind);
    if (value === undefined || channel === undefined) continue;
    const id = customerIdOfIdentity(ids, kind, value);
    const [own, counted] = await Promise.all([
      readCustomerOf(documents, tenantId, conversation, now),
      documents.get(tenantId, addressCodes, id),
    ]);
    const { identities } = own.state;
    if (
      identities.some(
        (each) => each.verified && each.kind === kind && customerIdOfIdentity(ids, kind, each.value) === id,
      )
    )
      continue;
    const count = countingCode(id, counted, now);
    if (!count) continue;
    // Nothing is sent before the commit that keeps the hash, so a turn that runs again may take another code.
    const code = String(randomInt(10 ** codeDigits)).padStart(codeDigits, "0");
    const proving = newProving({ kind, value }, { code, salt: randomUUID(), now });
    return { proving, count, request: requestOf(turn, { ids, channel, address: value, code }) };
  }
  return undefined;
}

/** SMS before WhatsApp, which takes free text only for a day after the customer wrote. */
function channelOfCodes(config: TenantConfig, kind: "phone" | "email"): CarriedChannel | undefined {
  const able = carriedChannels.filter(
    (channel) => channels[channel].identity.kind === kind && accountAddressOf(config, channel) !== null,
  );
  return able.find((channel) => channel === "sms") ?? able[0];
}

function requestOf(
  { tenantId, turnId, conversation, config, signals }: FeatureTurn,
  to: { readonly ids: TenantIds; readonly channel: CarriedChannel; readonly address: string; readonly code: string },
): NewEvent {
  const { ids, channel, address, code } = to;
  const conversationId = conversationIdOf(ids, channel, address);
  const id = deriveId("address-code", tenantId, turnId);
  return newEvent(messageRequested, conversationId, {
    requestId: id,
    origin: { kind: "verification", id },
    purpose: "transactional",
    conversationId,
    recipient: { channel, address, accountAddress: accountAddressOf(config, channel), name: null },
    content: textContent(proofPhrases(signals.language).code(code, config.client_name)),
    template: templateUse(config.data_collection?.verify_template, { code }),
    unlessWrittenSince: null,
    configName: conversation.config.name,
  });
}
