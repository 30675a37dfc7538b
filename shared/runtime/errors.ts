/**
 * It will never work, so it is recorded and not tried again. `code` is stable; `message` may be shown to the
 * operator and carries no secret and no personal data.
 */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** It may work later: the step is tried again, after `retryAfterMs` if the other side said when. */
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
