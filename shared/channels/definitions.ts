import type { ChannelType } from "../events/index.ts";
import type { Carrier, ChannelDefinition, ChannelFormat } from "./definition.ts";
import { email } from "./email.ts";
import { instagram } from "./instagram.ts";
import type { ListedProvider } from "./providers/provider-definition.ts";
import type { ProviderName } from "./sending/channel-message.ts";
import { sms } from "./sms.ts";
import { telegram } from "./telegram.ts";
import { voice } from "./voice.ts";
import { webChat, webVoice } from "./web.ts";
import { whatsapp } from "./whatsapp.ts";

/** Every channel. Where the product prefers one channel to another, it takes the earlier one. */
export const channels = {
  voice,
  web_voice: webVoice,
  web_chat: webChat,
  whatsapp,
  sms,
  instagram,
  telegram,
  email,
} satisfies Readonly<Record<ChannelType, ChannelDefinition>>;

/** Every provider that carries channels. */
export const providers = {
  twilio: {
    accountKey: "account_sid",
    load: async () => (await import("./providers/twilio-provider.ts")).twilioProvider,
  },
  meta: {
    accountKey: "access_token",
    load: async () => (await import("./providers/meta-provider.ts")).metaProvider,
  },
  sendgrid: {
    accountKey: null,
    load: async () => (await import("./providers/sendgrid-provider.ts")).sendgridProvider,
  },
  telegram: {
    accountKey: "bot_token",
    load: async () => (await import("./providers/telegram-provider.ts")).telegramProvider,
  },
} satisfies Readonly<Record<ProviderName, ListedProvider>>;

type Channels = typeof channels;

/** Channels whose answers go through a provider. On the others, answers return over the customer's connection. */
export type CarriedChannel = { [C in ChannelType]: Channels[C]["carrier"] extends null ? never : C }[ChannelType];

/** Channels where a list of addresses is enough to start a conversation. */
export type CampaignChannelName = {
  [C in CarriedChannel]: Channels[C]["carrier"]["recipientColumns"] extends null ? never : C;
}[CarriedChannel];

/** The kind of WhatsApp's own ids, which customers without a visible number have. No other channel knows them. */
export const whatsappUserKind = "whatsapp_user";

export type IdentityKind = Channels[ChannelType]["identity"]["kind"] | typeof whatsappUserKind;
export type ContactColumn = Channels[ChannelType]["identity"]["column"];

export function definitionOf(channel: ChannelType): ChannelDefinition {
  return channels[channel];
}

export function isCarried(channel: ChannelType): channel is CarriedChannel {
  return definitionOf(channel).carrier !== null;
}

export const carriedChannels: readonly CarriedChannel[] = (Object.keys(channels) as ChannelType[]).filter(isCarried);

export const campaignChannels = carriedChannels.filter(
  (channel): channel is CampaignChannelName => channels[channel].carrier.recipientColumns !== null,
);

export function carrierOf(channel: CarriedChannel): Carrier {
  return channels[channel].carrier;
}

/** How a channel shows messages with this provider. */
export function formatOf(channel: CarriedChannel, provider: ProviderName): ChannelFormat {
  return carrierOf(channel).format(provider);
}

const identities: readonly Channels[ChannelType]["identity"][] = Object.values(channels)
  .map(({ identity }) => identity)
  .sort((one, other) => one.rank - other.rank);

/** Kinds of addresses, the one that identifies a person best first. */
export const identityKinds: readonly IdentityKind[] = [
  ...new Set(
    [...identities, { kind: whatsappUserKind, rank: 5 } as const]
      .sort((one, other) => one.rank - other.rank)
      .map(({ kind }) => kind),
  ),
];

/** Whether an address of this kind is an address on the channel. */
export function isAddressKindOf(channel: ChannelType, kind: string): boolean {
  return channels[channel].identity.kind === kind || (channel === "whatsapp" && kind === whatsappUserKind);
}

/** The index name of each column of a tenant's tables that may hold a person's address. */
export const contactColumns: ReadonlyMap<string, ContactColumn> = new Map(
  identities.flatMap(({ column, columns }) => columns.map((name) => [name, column] as const)),
);

/** Whether the channel identifies customers by a phone number. */
export function isPhoneChannel(channel: ChannelType): boolean {
  return channels[channel].identity.kind === "phone";
}

/** Whether after STOP not even an answer may be sent there. */
export function isStopFinal(channel: ChannelType): boolean {
  return definitionOf(channel).carrier?.stopIsFinal ?? false;
}

export function isSpoken(channel: ChannelType): boolean {
  return definitionOf(channel).spoken;
}
