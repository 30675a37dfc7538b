import type { TurnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import type { ChargedConversation } from "../../../../shared/contracts/message-charges.ts";
import { type Charge, chargeFor } from "../../../../shared/prices/nano-usd.ts";
import type { Meter } from "./documents.ts";

export type UnbilledMessage = NonNullable<Meter["unbilled"]>[number];

/** Messages of a conversation that wait for their carrier's answer. More are counted as unknown. */
const mostUnbilled = 40;
/** A message without an answer by then never left, or left the conversation's document. */
const waitsMs = 26 * 3_600_000;

/** Meta prices a template by what it is for. The product knows who asked for the message. */
const categories: Readonly<Record<string, "marketing" | "utility" | "authentication">> = {
  campaign: "marketing",
  "cross-sell": "marketing",
  "follow-up": "marketing",
  verification: "authentication",
};

/** The messages of a turn that a carrier charges for. */
export function unbilledOf({ reply, more, origin, at, inbound }: TurnMeasures): readonly UnbilledMessage[] {
  const category = categories[origin?.kind ?? ""] ?? "utility";
  const sent = [...(reply ? [reply] : []), ...more].map(({ messageId }) => ({ id: messageId, at, category }));
  return [...sent, ...inbound.map(({ id }) => ({ id, at, category: "inbound" as const }))];
}

export interface BilledMessages {
  readonly charges: readonly { readonly at: string; readonly charge: Charge }[];
  readonly unbilled: readonly UnbilledMessage[];
}

interface Carrier {
  readonly channel: string;
  /** `twilio` or another one. */
  readonly provider: string;
  /** ISO 3166, of the customer's number; null where it has none. */
  readonly country: string | null;
  readonly now: Date;
  dayOf(at: string): string;
}

/**
 * What the carrier took for these messages, as its own answers say, each once: a message without an answer waits for one. Pure.
 */
export function billMessages(
  waiting: readonly UnbilledMessage[],
  conversation: ChargedConversation | undefined,
  { channel, provider, country, now, dayOf }: Carrier,
): BilledMessages {
  const charges: { at: string; charge: Charge }[] = [];
  const unbilled: UnbilledMessage[] = [];
  const isTwilio = provider === "twilio";
  for (const message of waiting) {
    const { id, at, category } = message;
    const add = (item: string, units: number) => charges.push({ at, charge: chargeFor(item, units, dayOf(at)) });
    const place = country ?? "unknown";
    if (category === "inbound") {
      if (isTwilio && channel === "whatsapp") add("twilio.whatsapp", 1);
      continue;
    }
    const delivery = conversation?.recent.find((each) => each.id === id)?.delivery;
    const isTaken = delivery && delivery.providerMessageIds.length > 0;
    if (!isTaken) {
      if (delivery?.status !== "failed" && now.getTime() - Date.parse(at) < waitsMs) unbilled.push(message);
      continue;
    }
    if (channel === "sms") add(`twilio.sms.${place}`, delivery.segments ?? 1);
    if (channel === "whatsapp" && isTwilio) add("twilio.whatsapp", delivery.providerMessageIds.length);
    if (channel === "whatsapp" && delivery.template !== undefined && delivery.status !== "failed")
      add(`whatsapp.${category}.${place}`, 1);
  }
  return { charges, unbilled: unbilled.slice(-mostUnbilled) };
}
