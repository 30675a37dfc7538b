/** An end that is not ours to repair: the message tells the person at the terminal what was wrong and what to do. */
export class Failure extends Error {
  override readonly name = "Failure";
  /** 1: the work could not be done. 2: the command line does not fit. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: { readonly exitCode?: 1 | 2; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}
