import type { ProviderName } from "./channel-message.ts";
import { providers } from "./definitions.ts";
import type { KeptFiles, ProviderDefinition } from "./provider-definition.ts";

export const providerEntries = Object.entries(providers) as readonly (readonly [ProviderName, ProviderDefinition])[];

type Settings<D> = D extends { readonly settings: infer S } ? (given: S) => void : never;
type AllSettings = Settings<(typeof providers)[ProviderName]> extends (given: infer S) => void ? S : never;

/** What an integration of type `messaging` may say, whichever provider it is of. */
export const providerSettings: AllSettings = Object.assign({}, ...providerEntries.map(([, { settings }]) => settings));

/** Those providers that keep files by an id. */
export const fileKeepers: readonly (readonly [ProviderName, KeptFiles])[] = providerEntries.flatMap(
  ([name, { files }]) => (files ? [[name, files] as const] : []),
);

/** Where a provider's API stands instead of at its usual place, by the variables of the environment. */
export function baseUrlsIn(
  environment: Readonly<Partial<Record<`${Uppercase<ProviderName>}_BASE_URL`, string | undefined>>>,
): Partial<Record<ProviderName, string>> {
  return Object.fromEntries(
    providerEntries.flatMap(([name]) => {
      const url = environment[`${name.toUpperCase() as Uppercase<ProviderName>}_BASE_URL`];
      return url === undefined ? [] : [[name, url]];
    }),
  );
}
