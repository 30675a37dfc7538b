/**
 * A permanent failure: it is recorded and not retried. `code` is stable. `message` may be shown to the operator and
 * contains no secret and no personal data.
 */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A transient failure: the step is retried, after `retryAfterMs` if the other side gave a time. */
export class RetryableError extends Error {
  override readonly name = "RetryableError";
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, options: ErrorOptions & { retryAfterMs?: number | undefined } = {}) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const bugs = new Set(["TypeError", "RangeError", "ReferenceError", "ZodError"]);

/**
 * Whether an error is a mistake in this product, which a retry seldom mends. An outage's error is not one: it has a code
 * or a cause (Node's, gRPC's, `TypeError: fetch failed`), or is of no built-in kind. A SyntaxError may be a provider's
 * error page where JSON was expected.
 */
export function isBug(error: unknown): boolean {
  if (!(error instanceof Error) || !bugs.has(error.name)) return false;
  return !("code" in error) && error.cause === undefined && !/^(fetch failed|terminated)$/.test(error.message);
}
