import { providers } from "../definitions.ts";
import type { ProviderName } from "../sending/channel-message.ts";
import type { KeptFiles, ProviderDefinition } from "./provider-definition.ts";

type Loaded = Awaited<ReturnType<(typeof providers)[ProviderName]["load"]>>;

const names = Object.keys(providers) as readonly ProviderName[];
const definitions: readonly (readonly [ProviderName, ProviderDefinition])[] = await Promise.all(
  names.map(async (name) => [name, await providers[name].load()] as const),
);

type Settings<D> = D extends { readonly settings: infer S } ? (given: S) => void : never;
type AllSettings = Settings<Loaded> extends (given: infer S) => void ? S : never;

/** What an integration of type `messaging` may say, whichever provider it is of. */
export const providerSettings: AllSettings = Object.assign({}, ...definitions.map(([, { settings }]) => settings));

/** The providers that keep files by an id. */
export const fileKeepers: readonly (readonly [ProviderName, KeptFiles])[] = definitions.flatMap(([name, { files }]) =>
  files ? [[name, files] as const] : [],
);
