export type BackupProblem =
  | "exists"
  | "not-a-backup"
  | "wrong-key"
  | "damaged"
  | "unfinished"
  | "other-client"
  | "not-empty"
  | "nothing-there";

/** Why a backup could not be made or put back; the message says what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code: BackupProblem;
  /** Where in the file the damage begins, in bytes. */
  readonly at: number | undefined;

  constructor(code: BackupProblem, message: string, options: { readonly at?: number } = {}) {
    super(message);
    this.code = code;
    this.at = options.at;
  }
}
