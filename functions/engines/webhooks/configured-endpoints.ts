import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/schema.ts";
import type { ChannelType } from "../../../shared/events/index.ts";
import type { WebhookEventName } from "../../../shared/events/webhook-event-names.ts";
import { outgoingWebhook } from "../../../shared/integrations/outgoing-webhook.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { secretName } from "../../../shared/security/secrets/secret-reference.ts";

/** An endpoint as the integrations of a tenant's configurations ask for it. */
export interface ConfiguredEndpoint {
  /** Follows from the integration's name and the address, so a rollback finds the same endpoint again. */
  readonly id: string;
  readonly integration: string;
  readonly url: string;
  readonly events: readonly WebhookEventName[];
  /** Null: the events of every channel. */
  readonly channels: readonly ChannelType[] | null;
  /** The name of the tenant's secret that signs; null: a generated one does. */
  readonly secretName: string | null;
}

/** Without the integration's own settings. */
const Settings = z.object(outgoingWebhook);

const defaultEvents: Readonly<Record<string, readonly WebhookEventName[]>> = {
  messaging: ["message.received", "contact.opted_out"],
  payment: ["payment.settled"],
  crm: [
    "conversation.escalated",
    "conversation.assigned",
    "conversation.resolved",
    "conversation.closed",
    "booking.requested",
    "survey.ended",
  ],
};

/** One for each integration with a `webhook_url`. Configurations that name the same one share it. */
export function configuredEndpoints(configs: readonly TenantConfig[]): readonly ConfiguredEndpoint[] {
  const byId = new Map<string, ConfiguredEndpoint>();
  for (const asked of configs.flatMap(endpointsIn)) {
    const before = byId.get(asked.id);
    byId.set(asked.id, before === undefined ? asked : both(before, asked));
  }
  return [...byId.values()];
}

function endpointsIn(config: TenantConfig): readonly ConfiguredEndpoint[] {
  return config.integrations.available.flatMap(({ name, type, config: settings }) => {
    const { webhook_url: url, webhook_events: events, webhook_signing_secret: secret } = Settings.parse(settings);
    if (url === undefined) return [];
    return [
      {
        id: deriveId("configured-webhook", name, url),
        integration: name,
        url,
        events: events ?? defaultEvents[type] ?? [],
        channels: type === "messaging" ? channelsOf(config, name) : null,
        secretName: secret === undefined ? null : secretName(secret),
      },
    ];
  });
}

/** The channels that a messaging integration carries; null when the configuration does not say. */
function channelsOf({ channels }: TenantConfig, integration: string): readonly ChannelType[] | null {
  const carried = [
    ...channels.input.filter(({ provider }) => provider === integration),
    ...channels.output.filter(({ config }) => "provider" in config && config.provider === integration),
  ].map(({ type }) => type);
  return carried.length === 0 ? null : [...new Set(carried)];
}

function both(one: ConfiguredEndpoint, other: ConfiguredEndpoint): ConfiguredEndpoint {
  const channels = one.channels && other.channels && [...new Set([...one.channels, ...other.channels])];
  return {
    ...one,
    events: [...new Set([...one.events, ...other.events])],
    channels,
    secretName: one.secretName ?? other.secretName,
  };
}
