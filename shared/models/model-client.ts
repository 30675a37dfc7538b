import type { ModelReply, ModelRequest } from "./model.ts";

/** Why one attempt failed. All but `rejected` may succeed later or with another model. */
export type ModelFailureKind = "rate-limited" | "unavailable" | "timeout" | "network" | "malformed" | "rejected";

/** The failure of one attempt. The message contains neither the key nor any of the request. */
export class ModelFailure extends Error {
  override readonly name = "ModelFailure";
  readonly kind: ModelFailureKind;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: ModelFailureKind,
    message: string,
    options: ErrorOptions & { retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * A model provider's client. Each call is one attempt. `request.onText` enables streaming. The client never calls
 * `onRestart`.
 */
export interface ModelClient {
  /** @throws ModelFailure */
  generate(model: string, request: ModelRequest): Promise<ModelReply>;
}
