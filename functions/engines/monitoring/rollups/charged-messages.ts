import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { chargedConversations } from "../../../../shared/contracts/message-charges.ts";
import type { ChannelType } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type Cost, costOf } from "../../../../shared/prices/cost-of.ts";
import { dayOf } from "./deltas.ts";
import type { Meter } from "./documents.ts";
import { billMessages, unbilledOf } from "./message-charges.ts";

export type CarrierOf = (channel: ChannelType, accountAddress: string | null) => string;

/** Those whose carriers charge by the message. */
const charged: readonly ChannelType[] = ["sms", "whatsapp"];

/**
 * What the carriers took for the messages of these turns and of earlier ones that waited for their answer: one read of the
 * conversation, and none for other channels. The meter that comes back stands in the commit that counts them.
 */
export async function chargedMessages(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  of: {
    readonly meter: Meter;
    readonly turns: readonly TurnMeasures[];
    readonly place: { readonly timeZone: string; readonly carrierOf?: CarrierOf | undefined };
    readonly now: Date;
  },
): Promise<{ readonly meter: Meter; readonly costs: readonly { readonly at: string; readonly cost: Cost }[] }> {
  const { meter, turns, place, now } = of;
  const { channel, conversationId } = meter;
  const waiting = [...(meter.unbilled ?? []), ...turns.flatMap(unbilledOf)];
  if (!charged.includes(channel) || waiting.length === 0) return { meter, costs: [] };
  const conversation = (await documents.get(tenantId, chargedConversations, conversationId))?.data.state;
  const provider = place.carrierOf?.(channel, conversation?.accountAddress ?? null) ?? "unknown";
  const { charges, unbilled } = billMessages(waiting, conversation, {
    channel,
    provider,
    country: await countryOf(conversation?.customer.address),
    now,
    dayOf: (at) => dayOf(at, place.timeZone),
  });
  const { unbilled: _before, ...rest } = meter;
  return {
    meter: unbilled.length === 0 ? rest : { ...rest, unbilled: [...unbilled] },
    costs: charges.map(({ at, charge }) => ({ at, cost: costOf([charge]) })),
  };
}

async function countryOf(address: string | undefined): Promise<string | null> {
  if (address === undefined) return null;
  const { readPhoneNumber } = await import("../../../../shared/channels/addresses/read-phone-number.ts");
  return readPhoneNumber(address)?.country ?? null;
}

const lookAgainMs = 30 * 60_000;

/** A conversation is looked at again while a carrier owes an answer, also when its session is over. */
export function withNextLook(meter: Meter, now: Date): Meter {
  if (meter.unbilled === undefined) return meter;
  const next = new Date(now.getTime() + lookAgainMs).toISOString();
  return { ...meter, checkAt: meter.checkAt === null || meter.checkAt > next ? next : meter.checkAt };
}
