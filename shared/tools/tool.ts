import type { z } from "zod";
import type { Attachment } from "../events/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { TenantId } from "../platform/tenant.ts";

/** Where a fact in an answer came from: what the guard checks claims and prices against, and what is cited. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** What one call of a tool may use; the tenant is never an argument the model fills in. */
export interface ToolCallContext {
  readonly tenantId: TenantId;
  readonly conversationId: string;
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
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: z.ZodObject;
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
}

/** One kind of tool: `type` in a tenant's YAML. Listed in index.ts; the tenant schema is the union of that list. */
export interface ToolKind<C> {
  readonly kind: string;
  readonly config: z.ZodType<C>;
  create(
    definition: { readonly name: string; readonly description?: string | undefined; readonly config: C },
    dependencies: ToolDependencies,
  ): Tool;
}
