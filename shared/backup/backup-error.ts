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

  constructor(code: BackupProblem, message: string) {
    super(message);
    this.code = code;
  }
}
