import type { z } from "zod";
import type { Keys } from "../../platform/keys.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { IntegrationSections } from "../../schema/capability.ts";
import type { WrittenChannels } from "../sections/section.ts";
import type { ProviderSender } from "../sending/sender.ts";
import type { Certainty } from "../sending/uncertain-sends.ts";

/** What senders read of a tenant's configuration. */
export type SendingConfig = WrittenChannels & IntegrationSections & { readonly client_name: string };

/** What a provider's sender needs. */
export interface SendingDependencies {
  readonly keys: Keys;
  config(tenantId: TenantId, name: string, version: number): Promise<SendingConfig>;
  /** The product's public origin, where providers call back. */
  readonly publicUrl: string;
  /** The address of the provider's API, where it is not the usual one. */
  readonly baseUrl: string | undefined;
  readonly certainty: Certainty;
}

/** Files that a provider keeps under an id. An attachment's address is the scheme followed by the id. */
export interface KeptFiles {
  /** With its colon: `meta-media:`. */
  readonly scheme: string;
  readonly usualBaseUrl: string;
  /** The tool's setting that names the token's secret, and the secret's default name. */
  readonly token: { readonly setting: string; readonly usualName: string };
  /** The request for the file's location; undefined for an id of a form that the provider never gives. */
  ask(id: string, account: FileAccount): FileRequest | undefined;
  /** The request for the file, from the provider's answer; undefined where the answer has no location. */
  locate(answer: unknown, account: FileAccount): FileRequest | undefined;
}

export interface FileAccount {
  readonly baseUrl: string;
  readonly token: string;
}

export interface FileRequest {
  readonly url: string;
  /** The Authorization header; left out where the URL itself holds the token. */
  readonly authorization?: string;
}

/** What every function loads of a provider. */
export interface ListedProvider {
  /** The setting that identifies an integration as this provider's; null: only its channels' default names it. */
  readonly accountKey: string | null;
  /** Loads the rest, which only readers of settings and senders need. */
  load(): Promise<ProviderDefinition>;
}

/** How a provider is configured, keeps files and sends. */
export interface ProviderDefinition {
  /** The settings of such an account in an integration of type `messaging`. */
  readonly settings: Readonly<Record<string, z.ZodType>>;
  /** Null: attachments are ordinary addresses. */
  readonly files: KeptFiles | null;
  /** Creates the sender, and loads the provider's client. */
  sender(dependencies: SendingDependencies): Promise<ProviderSender>;
}

/** A definition with its literal types kept. */
export function defineProvider<const D extends ProviderDefinition>(definition: D): D {
  return definition;
}
