import type { ProviderName } from "./channel-message.ts";
import { type CarriedChannel, carrierOf } from "./definitions.ts";
import { providerEntries } from "./providers.ts";

/** A built-in provider says what it is in its name; an integration by what its account consists of. */
export function providerKind(
  account: string,
  channel: CarriedChannel,
  integrations: readonly { readonly name: string; readonly config: object }[],
): ProviderName {
  const integration = integrations.find(({ name }) => name === account)?.config ?? {};
  const [named] =
    providerEntries.find(
      ([name, { accountKey }]) => accountKey !== null && (accountKey in integration || account.startsWith(name)),
    ) ?? [];
  return named ?? carrierOf(channel).provider;
}
