import { PublicAddress } from "../../outbound/endpoint.ts";
import type { Explanation } from "../explain.ts";
import type { TenantConfig } from "../schema.ts";

/** A `webhook_url` that is never called: what is posted there leaves the platform, so it must be public and encrypted. */
export function webhookProblems(config: TenantConfig): readonly Explanation[] {
  return settingsIn(config).flatMap(({ path, settings }): readonly Explanation[] => {
    const { webhook_url: url } = settings;
    const checked = PublicAddress.safeParse(url);
    if (url === undefined || checked.success) return [];
    return [
      {
        code: "webhook-address",
        path: [...path, "webhook_url"],
        at: "value",
        what: `${checked.error.issues[0]?.message}, but is ${url}`,
        remedy: "Write the public https:// address of the client's server.",
      },
    ];
  });
}

/** Settings of a webhook whose address is missing. */
export function webhookWarnings(config: TenantConfig): readonly Explanation[] {
  return settingsIn(config).flatMap(({ path, settings }) =>
    (["webhook_events", "webhook_signing_secret"] as const)
      .filter((key) => settings[key] !== undefined && settings.webhook_url === undefined)
      .map(
        (key): Explanation => ({
          code: "webhook-address-missing",
          path: [...path, key],
          at: "key",
          what: "has no effect without webhook_url",
          remedy: "Add webhook_url, the address that events are posted to, or remove this.",
        }),
      ),
  );
}

interface WebhookSettings {
  readonly webhook_url?: string | undefined;
  readonly webhook_events?: unknown;
  readonly webhook_signing_secret?: unknown;
}

function settingsIn({ integrations }: TenantConfig) {
  return integrations.available.map(({ config }, index) => ({
    path: ["integrations", "available", index, "config"],
    settings: config as WebhookSettings,
  }));
}
