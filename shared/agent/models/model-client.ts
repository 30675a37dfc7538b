import type { ModelReply, ModelRequest } from "./model.ts";

/** Why one attempt failed. All but `rejected` may work later or elsewhere. */
export type ModelFailureKind = "rate-limited" | "unavailable" | "timeout" | "network" | "malformed" | "rejected";

/** One attempt's failure. The message carries no key and nothing of what was asked. */
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

/** One model provider: one attempt, no retries. `request.onText` makes it stream; `onRestart` is never called here. */
export interface ModelClient {
  /** @throws ModelFailure */
  generate(model: string, request: ModelRequest): Promise<ModelReply>;
}
