import type { z } from "zod";
import type { ProviderName } from "../channels/sending/channel-message.ts";
import type { Attachment, ChannelType, Purpose } from "../events/index.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Source } from "../knowledge/source.ts";
import type { Operation } from "../operations/operation-section.ts";
import type { PaymentMaterial } from "../payments/material.ts";
import type { Platform } from "../platform/platform.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { Capability } from "../schema/capability.ts";
import type { TenantLimiter } from "../security/limits/tenant-limiter.ts";
import type { Table } from "../tables/table.ts";
import type { Logger } from "../telemetry/log.ts";
import type { OpeningSections } from "../time/business-hours.ts";
import type { Identity } from "./identity.ts";
import type { Preview } from "./preview.ts";
import type { ToolParameters } from "./tool-parameters.ts";

/** The context of one tool call. The tenant comes from here, never from the model's arguments. */
export interface ToolCallContext {
  readonly tenantId: TenantId;
  readonly conversationId: string;
  /** The conversation's channel. It determines the kind of `customer.address` and whether the address is verified. */
  readonly channel: ChannelType;
  readonly customer: {
    readonly id: string;
    readonly address: string;
    readonly name: string | null;
    /** Set where nothing proves that the address is theirs. */
    readonly claim?: string | undefined;
  };
  readonly identity: Identity;
  readonly attachments: readonly Attachment[];
  /** The conversation's current context (specification 4.2). */
  readonly context: Readonly<Record<string, string>>;
  setContext(key: string, value: string): void;
  /**
   * Why the customer must not read a text, in words for the model; null when they may. `template` is the tenant's own
   * wording that the text fills in.
   */
  judge(text: string, template?: string): string | null;
  /** The same for every repeat of a call; passed to the provider. */
  readonly idempotencyKey: string;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** `content` is JSON for the model. A tool's expected failure is content too; thrown errors are retried or reported. */
export interface ToolResult {
  readonly content: unknown;
  readonly sources?: readonly Source[];
  /** Who the customer proved to be by this call. It holds for the calls after this one. Only the identity tools set it. */
  readonly identity?: Identity;
  /** True when the service behind the tool failed. A negative answer such as "that slot is taken" is not a failure. */
  readonly broke?: boolean;
  /** The number of a ticket that cannot wait: a person takes over, and the customer is told it. */
  readonly urgentTicket?: string;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: ToolParameters;
  /** False for a read-only tool, which may run again after a crash without the effect ledger. */
  readonly sideEffects: boolean;
  /** How to recover from a crash during a call: see `Reconcile` in runtime/step.ts. */
  readonly reconcile: "repeat" | "ask";
  /** What one call costs the tenant, in the currency of its configuration. */
  readonly cost?: number;
  /** Why the tool may not be used at the moment. It is asked before each turn, which then runs without the tool. */
  withheld?(): Error | undefined;
  /** Who must agree to these very arguments before the tool runs. Absent: nobody. */
  readonly confirm?: "customer" | "operator";
  /** The role whose approval the tool needs before it runs. */
  readonly approve?: "admin" | "operator";
  /** What is shown to the person who must agree. Default: the tool's name and its arguments. */
  preview?(args: Readonly<Record<string, unknown>>, call: ToolCallContext): Promise<Preview>;
  execute(args: Readonly<Record<string, unknown>>, call: ToolCallContext): Promise<ToolResult>;
}

export interface ToolDependencies {
  readonly platform: Platform;
  /** The value of a tenant's `${NAME}`. @throws TerminalError `secret-missing` naming it when it is not set. */
  secret(tenantId: TenantId, name: string): Promise<string>;
  readonly fetch: typeof fetch;
  readonly log: Logger;
  /** Set by the operator (TENANT_API_BASE_URL) for local development: replaces the origin of every endpoint. */
  readonly tenantApiBaseUrl?: string | undefined;
  /** Origins, in addition to the providers', from which the operator allows attachments. */
  readonly mediaOrigins?: readonly string[];
  /** Base URLs that replace those of providers that store customers' files (META_BASE_URL and similar variables). */
  readonly providerBaseUrls?: Partial<Record<ProviderName, string>>;
  /** Base URLs that replace those of services (GOOGLE_BASE_URL and similar variables). */
  readonly serviceBaseUrls?: ServiceBaseUrls;
  readonly vision?: Vision;
  readonly send?: SendMessage;
  /** Counts calls of a tool over all instances. `name` is what is counted. */
  limiter(name: string): TenantLimiter;
}

/** Reads one file and answers `prompt` with JSON text. @throws RetryableError `model-unavailable`. */
export type Vision = (request: {
  readonly prompt: string;
  readonly contentType: string;
  readonly base64: string;
  /** The conversation that it is read for. */
  readonly payer: Pick<ToolCallContext, "tenantId" | "conversationId">;
  /** The answer's form. A model may still answer otherwise. */
  readonly json: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  readonly signal: AbortSignal;
}) => Promise<string>;

/**
 * Requests a message to the conversation's own customer. It is sent, or kept as failed with the reason, after the checks
 * of every message that is not a reply. A repeat with the same key requests nothing new.
 * @throws TerminalError `channel-not-connected` and the errors of `toolMessage`, in words the model can act on
 */
export type SendMessage = (message: {
  readonly tenantId: TenantId;
  readonly channel: ChannelType;
  /** The conversation in which the tool was called. It determines who the message may go to. */
  readonly from: Pick<ToolCallContext, "conversationId" | "channel" | "customer">;
  readonly purpose: Purpose;
  readonly content:
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "template"; readonly name: string; readonly values: readonly string[] };
  readonly judge: ToolCallContext["judge"];
  readonly idempotencyKey: string;
}) => Promise<MessageRequestOutcome>;

export type MessageRequestOutcome =
  /** `notBefore` is set when quiet hours delay it. */
  | { readonly status: "accepted"; readonly messageId: string; readonly notBefore: Date | null }
  /** `reason` is for the model. */
  | { readonly status: "refused"; readonly reason: string };

/** Services that tenants have accounts with, besides channels. */
export type ServiceBaseUrls = Partial<
  Record<"google" | "zendesk" | "hubspot" | "github" | "analytics" | "places" | "graph", string>
>;

/** The parts of the tenant's configuration that tools use, besides a tool's own section. */
export interface TenantMaterial {
  readonly tenantId: TenantId;
  readonly knowledge: Knowledge;
  readonly tables: Readonly<Record<string, Table>>;
  readonly operations: readonly Operation[];
  /** IANA name. It defines "today" in tables with dates. Default UTC. */
  readonly timeZone?: string | undefined;
  readonly payments?: PaymentMaterial;
  /** When people are available. A calendar's default hours. */
  readonly opening?: OpeningSections;
  /** The tenant's accounts with other services. */
  readonly integrations?: readonly Capability[];
}

export interface ToolDefinition<C> {
  readonly name: string;
  readonly description?: string | undefined;
  readonly config: C;
}

/** One kind of tool: `type` in a tenant's YAML. Listed in index.ts; the tenant schema is the union of that list. */
export interface ToolKind<C, K extends string = string> {
  readonly kind: K;
  readonly config: z.ZodType<C>;
  /** Whether the entry's tools call a service outside of the product. Absent: never. */
  reachesOutside?(config: C): boolean;
  /**
   * Creates the tools of one entry of the configuration. A kind may ask a server for its tools and must bound those
   * calls. After a rejection, the turn runs without this entry, and the next turn tries again.
   */
  create(
    definition: ToolDefinition<C>,
    dependencies: ToolDependencies,
    material: TenantMaterial,
  ): Promise<readonly Tool[]>;
}

/** Identity function that lets the compiler infer the kind's name and the type of its config. */
export function toolKind<C, K extends string>(definition: ToolKind<C, K>): ToolKind<C, K> {
  return definition;
}
