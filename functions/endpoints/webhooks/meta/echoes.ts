import type { Attachment } from "../../../../shared/events/index.ts";
import { messageEchoed } from "../../../../shared/events/index.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { boundedArrival } from "../publishing/bounded-arrival.ts";
import { conversationIdOf, envelopeOf } from "../publishing/publish.ts";
import type { MetaAccount, MetaChannel } from "./accounts.ts";
import { readInstagramEcho } from "./instagram.ts";
import type { InstagramEvent } from "./instagram-event.ts";
import type { WhatsappValue } from "./payload.ts";
import { readWhatsapp } from "./whatsapp.ts";
import { addressOf } from "./whatsapp-senders.ts";

/** A message that left the tenant's own account. */
interface Echo {
  readonly id: string;
  readonly at: number;
  readonly customerAddress: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/**
 * The events of messages that left the tenant's account. WhatsApp reports only those written in its Business app;
 * Instagram reports the product's own too. A reaction is no message.
 */
export function echoEvents(
  part: {
    readonly channel: MetaChannel;
    readonly whatsapp: readonly WhatsappValue[];
    readonly instagram: readonly InstagramEvent[];
  },
  { tenantId, ids, configName, address: accountAddress }: MetaAccount & { readonly ids: TenantIds },
  sentAt: (claimedMs: number) => Date,
): readonly Envelope[] {
  const { channel } = part;
  return [...whatsappEchoes(part.whatsapp), ...instagramEchoes(part.instagram)].map((echo) => {
    const { text, attachments, customerAddress } = boundedArrival({
      ...echo,
      ...nothingElse,
      attachments: [...echo.attachments],
    });
    const conversationId = conversationIdOf({ ids, channel, customerAddress });
    const id = deriveId("meta-echo", tenantId, echo.id);
    const from = { channel, accountAddress, customerAddress, configName };
    const data = { ...from, conversationId, messageId: id, providerMessageId: echo.id, text, attachments };
    return envelopeOf(messageEchoed, { id, tenantId, key: conversationId, at: sentAt(echo.at), data });
  });
}

const nothingElse = { customerName: null, choiceId: null, thread: null };

function whatsappEchoes(values: readonly WhatsappValue[]): readonly Echo[] {
  return values.flatMap(({ message_echoes = [] }) =>
    message_echoes.flatMap((message) => {
      const read = message.type === "reaction" ? null : readWhatsapp(message);
      const { id, to, to_user_id: userId, timestamp } = message;
      const customerAddress = addressOf({ from: to, from_user_id: userId });
      return read && customerAddress !== undefined ? [{ ...read, id, at: timestamp * 1_000, customerAddress }] : [];
    }),
  );
}

function instagramEchoes(events: readonly InstagramEvent[]): readonly Echo[] {
  return events.flatMap((event) => {
    const read = readInstagramEcho(event);
    return read ? [{ ...read, at: event.timestamp, customerAddress: event.recipient.id }] : [];
  });
}
