/** An expected error. The message tells the user what is wrong and what to do. */
export class Failure extends Error {
  override readonly name = "Failure";
  /** 1: the command failed. 2: the command line is invalid. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: { readonly exitCode?: 1 | 2; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}
