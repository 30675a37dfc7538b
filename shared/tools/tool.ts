import type { z } from "zod";
import type { ProviderName } from "../channels/channel-message.ts";
import type { Attachment, ChannelType } from "../events/index.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Source } from "../knowledge/source.ts";
import type { PaymentMaterial } from "../payments/material.ts";
import type { Platform } from "../platform/platform.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { ToolParameters } from "./tool-parameters.ts";

/** What one call of a tool may use; the tenant is never an argument the model fills in. */
export interface ToolCallContext {
  readonly tenantId: TenantId;
  readonly conversationId: string;
  /** How the customer reached us: what `customer.address` is, and whether the channel vouches for it. */
  readonly channel: ChannelType;
  readonly customer: { readonly id: string; readonly address: string; readonly name: string | null };
  readonly attachments: readonly Attachment[];
  /** The conversation's context (specification 4.2), as it stands in this turn. */
  readonly context: Readonly<Record<string, string>>;
  setContext(key: string, value: string): void;
  /** Stable over repeats of the same call: handed to the provider. */
  readonly idempotencyKey: string;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** `content` is JSON for the model. A tool's expected failure is content too; thrown errors are retried or reported. */
export interface ToolResult {
  readonly content: unknown;
  readonly sources?: readonly Source[];
  /** True where what is behind the tool is out of order; a plain no ("that slot is taken") is none. */
  readonly broke?: boolean;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: ToolParameters;
  /** False: it only reads, so it may run again after a crash without the effect ledger. */
  readonly sideEffects: boolean;
  /** What a crash in the middle of a call leads to: see `Reconcile` in runtime/step.ts. */
  readonly reconcile: "repeat" | "ask";
  execute(args: Readonly<Record<string, unknown>>, call: ToolCallContext): Promise<ToolResult>;
}

export interface ToolDependencies {
  readonly platform: Platform;
  /** A tenant's `${NAME}`; throws TerminalError `secret-missing`, naming it, where there is none. */
  secret(tenantId: TenantId, name: string): Promise<string>;
  readonly fetch: typeof fetch;
  /** Set by the operator (TENANT_API_BASE_URL): takes the place of every endpoint's origin, for local development. */
  readonly tenantApiBaseUrl?: string | undefined;
  /** Origins set by the operator, beside the providers' own, that attachments may be fetched from. */
  readonly mediaOrigins?: readonly string[];
  /** Where providers that keep customers' files stand, when it is elsewhere (META_BASE_URL and the like). */
  readonly providerBaseUrls?: Partial<Record<ProviderName, string>>;
  readonly vision?: Vision;
  readonly send?: SendMessage;
}

/** Looks at one file and answers `prompt` as JSON text. @throws RetryableError `model-unavailable`. */
export type Vision = (request: {
  readonly prompt: string;
  readonly contentType: string;
  readonly base64: string;
  readonly signal: AbortSignal;
}) => Promise<string>;

/** Hands a message to a provider, or to the outbox that will. A repeat with the same key sends nothing again. */
export type SendMessage = (message: {
  readonly tenantId: TenantId;
  /** The tenant's integration: `provider` in the tool's config. */
  readonly provider: string;
  readonly channel: ChannelType;
  readonly to: string;
  readonly conversationId: string;
  readonly content:
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "template"; readonly name: string; readonly values: readonly string[] };
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}) => Promise<{ readonly providerMessageId: string }>;

/** What the tenant's configuration holds beside a tool's own section. */
export interface TenantMaterial {
  readonly tenantId: TenantId;
  readonly knowledge: Knowledge;
  readonly tables: Readonly<Record<string, readonly TableRow[]>>;
  /** IANA name; what "today" means in tables with dates. Default UTC. */
  readonly timeZone?: string | undefined;
  readonly payments?: PaymentMaterial;
}

export type Cell = string | number | boolean | null | readonly (string | number)[];
export type TableRow = Readonly<Record<string, Cell>>;

export interface ToolDefinition<C> {
  readonly name: string;
  readonly description?: string | undefined;
  readonly config: C;
}

/** One kind of tool: `type` in a tenant's YAML. Listed in index.ts; the tenant schema is the union of that list. */
export interface ToolKind<C, K extends string = string> {
  readonly kind: K;
  readonly config: z.ZodType<C>;
  /**
   * The tools that one entry of the configuration stands for. A kind may ask a server which tools there are; it bounds
   * its own calls. A rejection leaves this entry out of the turn, and the next turn asks again.
   */
  create(
    definition: ToolDefinition<C>,
    dependencies: ToolDependencies,
    material: TenantMaterial,
  ): Promise<readonly Tool[]>;
}

/** Lets the compiler infer the kind's name and the type of its config. */
export function toolKind<C, K extends string>(definition: ToolKind<C, K>): ToolKind<C, K> {
  return definition;
}
