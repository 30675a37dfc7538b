import type { TenantId } from "../platform/tenant.ts";

/** A part of a message. It follows Gemini's shape, because thought signatures must be returned unchanged. */
export type ModelPart =
  | { readonly type: "text"; readonly text: string; readonly signature?: string }
  | {
      readonly type: "call";
      readonly id: string;
      readonly name: string;
      readonly args: Readonly<Record<string, unknown>>;
      readonly signature?: string;
    }
  | { readonly type: "result"; readonly id: string; readonly name: string; readonly content: unknown }
  | { readonly type: "blob"; readonly contentType: string; readonly base64: string };

export interface ModelMessage {
  readonly role: "user" | "model";
  readonly parts: readonly ModelPart[];
}

export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly {
    readonly name: string;
    readonly description: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  }[];
  readonly temperature: number;
  readonly maxTokens: number;
  /** The reply is JSON that fits this schema. A model without this feature may still answer otherwise, so parse it. */
  readonly json?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  readonly signal: AbortSignal;
  /** Called with each piece of text as it arrives. Without it the reply is not streamed. */
  onText?(text: string): void;
  /** The text streamed so far is void, because another attempt starts from the beginning. */
  onRestart?(): void;
}

export interface ModelReply {
  /** The name by which the model was chosen. */
  readonly model: string;
  /** The model that answered, as its vendor names it: of another name when the vendor has replaced the chosen one. */
  readonly served: string;
  readonly parts: readonly ModelPart[];
  readonly finish: "stop" | "length" | "blocked" | "malformed-call";
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those that the vendor had in its cache. Absent where it does not tell. */
  readonly cachedTokens?: number;
}

/** A tenant's own endpoint for the models that it names with `openai_compatible/`. */
export interface ModelEndpoint {
  readonly tenantId: TenantId;
  /** The address before `/chat/completions`. */
  readonly url: string;
  /** The name of the tenant's secret with the key; null for an endpoint without one. */
  readonly apiKeyName: string | null;
}

/** The models to ask, in order. */
export interface ModelChoice {
  readonly primary: string;
  readonly fallback: string | null;
  /** Null asks the platform's endpoint. */
  readonly endpoint: ModelEndpoint | null;
  /** Whose identity asks the tenant's tuned models: the name of its secret with a service account's key. */
  readonly tuned?: { readonly tenantId: TenantId; readonly serviceAccountName: string };
}

/**
 * Whose spend a request joins when it is answered. `counted`: the turn or step that asks counts the tokens with what it commits.
 * `platform`: no client's, such as a simulation's customers.
 */
export type Payer = "counted" | "platform" | { readonly tenantId: TenantId; readonly conversationId?: string };

/** A tenant's primary and fallback models, with retries within a budget. */
export interface Models {
  /** @throws RetryableError `model-unavailable` when the primary and the fallback failed within the budget. */
  generate(choice: ModelChoice, request: ModelRequest & { readonly payer: Payer }): Promise<ModelReply>;
}

/** Models before anybody is charged for them. */
export interface UnchargedModels {
  generate(choice: ModelChoice, request: ModelRequest): Promise<ModelReply>;
}
