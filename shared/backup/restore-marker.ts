import { z } from "zod";
import type { Collection } from "../platform/documents.ts";
import type { DocumentRecord } from "../platform/recovery.ts";

const RestoreMarker = z.object({
  /** Which backup is being put back, and its first part that is not in yet. */
  backupId: z.string(),
  nextPart: z.number().int().nonnegative(),
});
export type RestoreMarker = z.infer<typeof RestoreMarker>;

/** In the scope of a tenant that is being restored, and nowhere else: there until the last part is in. */
export const restoreMarkers: Collection<RestoreMarker> = {
  name: "restores",
  schema: RestoreMarker,
  indexes: [],
  confidential: false,
};
export const currentRestore = "current";

/** Stored with the records it speaks of. */
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
