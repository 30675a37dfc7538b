/** Nothing can be stored: the disk or the quota of the data folder is used up. Reads still work. */
export class DiskFull extends Error {
  override readonly name = "DiskFull";
  readonly code = "disk-full";
}

/** SQLITE_FULL (sqlite.org/rescode.html#full). */
const sqliteFull = 13;

/** A `DiskFull` for what SQLite and the file system say of a full disk; any other error as it is. */
export function withDiskFull(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return error;
  const { errcode, code } = error as { readonly errcode?: unknown; readonly code?: unknown };
  const full = errcode === sqliteFull || code === "ENOSPC" || code === "EDQUOT";
  return full ? new DiskFull("The disk of the data folder is full: free some space on it.", { cause: error }) : error;
}
