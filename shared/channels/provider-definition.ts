import type { z } from "zod";
import type { Keys } from "../platform/keys.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { IntegrationSections } from "../schema/capability.ts";
import type { WrittenChannels } from "./section.ts";
import type { ProviderSender } from "./sender.ts";
import type { Certainty } from "./uncertain-sends.ts";

/** What senders read of a tenant's configuration. */
export type SendingConfig = WrittenChannels & IntegrationSections & { readonly client_name: string };

/** What a provider's sender is made of. */
export interface SendingDependencies {
  readonly keys: Keys;
  config(tenantId: TenantId, name: string, version: number): Promise<SendingConfig>;
  /** Where providers call back: the product's public origin. */
  readonly publicUrl: string;
  /** The provider's API, unless it stands elsewhere. */
  readonly baseUrl: string | undefined;
  readonly certainty: Certainty;
}

/** Files that a provider keeps and names by an id: an attachment's address is the scheme and the id. */
export interface KeptFiles {
  /** With its colon: `meta-media:`. */
  readonly scheme: string;
  readonly usualBaseUrl: string;
  /** The setting of a tool that names the secret, and the secret's usual name. */
  readonly token: { readonly setting: string; readonly usualName: string };
  /** Where to ask for the file; undefined for an id the provider cannot have given. */
  ask(id: string, account: FileAccount): FileRequest | undefined;
  /** Where the provider's answer says the file lies; undefined where it says nothing of the kind. */
  locate(answer: unknown, account: FileAccount): FileRequest | undefined;
}

export interface FileAccount {
  readonly baseUrl: string;
  readonly token: string;
}

export interface FileRequest {
  readonly url: string;
  /** Of the Authorization header; left out where the URL itself shows who asks. */
  readonly authorization?: string;
}

/** What every function knows of a provider. */
export interface ListedProvider {
  /** The setting that tells that an integration's account is this provider's; null: its channels' default only. */
  readonly accountKey: string | null;
  /** Whether the provider can be asked what it has sent, so that a repeated send finds out first. */
  readonly canBeAsked: boolean;
  /** Loads the rest, for those who read its settings or send through it. */
  load(): Promise<ProviderDefinition>;
}

/** How a provider is configured, keeps files and sends. */
export interface ProviderDefinition {
  /** What an integration of type `messaging` may say of such an account. */
  readonly settings: Readonly<Record<string, z.ZodType>>;
  /** Null: attachments are ordinary addresses. */
  readonly files: KeptFiles | null;
  /** Loads the provider's client with it. */
  sender(dependencies: SendingDependencies): Promise<ProviderSender>;
}

/** A definition with its literal types kept. */
export function defineProvider<const D extends ProviderDefinition>(definition: D): D {
  return definition;
}
