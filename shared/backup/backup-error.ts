export type BackupProblem =
  | "exists"
  | "not-a-backup"
  | "wrong-key"
  | "damaged"
  | "unfinished"
  | "other-client"
  | "not-empty"
  | "nothing-there";

/** A backup or a restore failed. The message says what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code: BackupProblem;

  constructor(code: BackupProblem, message: string) {
    super(message);
    this.code = code;
  }
}
