import { z } from "zod";
import type { Collection } from "../platform/documents.ts";
import type { DocumentRecord } from "../platform/recovery.ts";

const RestoreMarker = z.object({
  /** The backup being restored and its first part that is not stored yet. */
  backupId: z.string(),
  nextPart: z.number().int().nonnegative(),
});
export type RestoreMarker = z.infer<typeof RestoreMarker>;

/** Exists only in the scope of a tenant that is being restored, until the last part is stored. */
export const restoreMarkers: Collection<RestoreMarker> = {
  name: "restores",
  schema: RestoreMarker,
  indexes: [],
  confidential: false,
  // The progress of a restore.
  personal: "nothing",
};
export const currentRestore = "current";

/** Stored together with the records that it covers. */
export function markerRecord(marker: RestoreMarker): DocumentRecord {
  return {
    type: "document",
    scope: "tenant",
    collection: restoreMarkers.name,
    id: currentRestore,
    json: JSON.stringify(marker),
    expiresAtMs: null,
    indexed: {},
  };
}
