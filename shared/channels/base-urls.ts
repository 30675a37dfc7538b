import { providerNames } from "../events/channel-names.ts";
import type { ProviderName } from "./sending/channel-message.ts";

/** The addresses of providers' APIs that the environment moves, as `<NAME>_BASE_URL`. */
export function baseUrlsIn(
  environment: Readonly<Partial<Record<`${Uppercase<ProviderName>}_BASE_URL`, string | undefined>>>,
): Partial<Record<ProviderName, string>> {
  return Object.fromEntries(
    providerNames.flatMap((name) => {
      const url = environment[`${name.toUpperCase() as Uppercase<ProviderName>}_BASE_URL`];
      return url === undefined ? [] : [[name, url]];
    }),
  );
}
