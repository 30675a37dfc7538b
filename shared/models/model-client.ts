import type { ModelEndpoint, ModelReply, ModelRequest } from "./model.ts";

/**
 * Why one attempt failed. `rejected` means that the vendor refused the request or the key: only another vendor may
 * answer. `too-long` means that the request exceeds the model's context: only another model may answer. All others may
 * also succeed later.
 */
export type ModelFailureKind =
  | "rate-limited"
  | "unavailable"
  | "timeout"
  | "network"
  | "malformed"
  | "too-long"
  | "rejected";

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

/** Whether the same model would refuse the same request again. */
export function isRefusal({ kind }: ModelFailure): boolean {
  return kind === "rejected" || kind === "too-long";
}

/**
 * A model provider's client. Each call is one attempt. `request.onText` enables streaming. The client never calls
 * `onRestart`.
 */
export interface ModelClient {
  /** Asks at the tenant's `endpoint`, or at the platform's without one. @throws ModelFailure */
  generate(model: string, request: ModelRequest, endpoint?: ModelEndpoint | null): Promise<ModelReply>;
}
