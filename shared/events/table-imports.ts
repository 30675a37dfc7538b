import { z } from "zod";
import { eventType } from "./event-type.ts";

const ImportRequest = z.object({
  importId: z.string(),
  table: z.string(),
  /** The configuration whose table it is; null for every active one. */
  config: z.string().nullable(),
  format: z.literal(["csv", "json", "xlsx"]),
  /** `merge` changes the columns that the file has. `replace` also deletes every row that the file does not have. */
  mode: z.literal(["merge", "replace"]),
  dryRun: z.boolean(),
  fileName: z.string(),
  by: z.string(),
  at: z.string(),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

/** Somebody gave a file of rows. It is stored. */
export const tableImportRequested = eventType("table-import-requested", ImportRequest);

/** The file is to be cut into parts. */
export const tableImportStarted = eventType("table-import-started", ImportRequest);

/** The next part of an import is to be written. */
export const tableImportPartDue = eventType(
  "table-import-part-due",
  z.object({ importId: z.string(), part: z.number().int() }),
);

/** Rows that the file of a replacing import does not have are to be deleted, from `cursor` on. */
export const tableImportSweepDue = eventType(
  "table-import-sweep-due",
  z.object({ importId: z.string(), cursor: z.string().nullable() }),
);

/** An import is over, and its files are to be deleted. */
export const tableImportEnded = eventType("table-import-ended", z.object({ importId: z.string() }));
