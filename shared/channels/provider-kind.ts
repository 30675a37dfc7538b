import type { ChannelType } from "../events/index.ts";
import type { ProviderName } from "./channel-message.ts";

/** A built-in provider says what it is in its name; an integration by what its account consists of. */
export function providerKind(
  account: string,
  channel: ChannelType,
  integrations: readonly { readonly name: string; readonly config: object }[],
): ProviderName {
  const integration = integrations.find(({ name }) => name === account)?.config ?? {};
  if ("account_sid" in integration || account.startsWith("twilio")) return "twilio";
  if ("access_token" in integration || account.startsWith("meta")) return "meta";
  if (channel === "email") return "sendgrid";
  return channel === "instagram" ? "meta" : "twilio";
}
