import { type SavedFileDue, savedFileDue } from "../../../../shared/events/conversation/saved-files.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { type Documents, remove, VersionConflict } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { readCannedReplies } from "../handoff/operators/canned-reply.ts";
import { readMacros, savedFilesOf } from "../inbox/macro.ts";
import { savedFiles } from "./saved-file.ts";
import { type SavedFileTerm, savedFileTerms } from "./saved-file-term.ts";

interface Ports {
  readonly documents: Documents;
  readonly blobs: Pick<Blobs, "delete">;
}

/**
 * Deletes a saved file that no saved reply and no macro names at the end of its term. Putting it into one changes the file's
 * own document in the same commit, so of both only one happens. What is stored without a document, because a process died
 * after the upload, goes as well.
 */
export function forgetSavedFileStep({ documents, blobs }: Ports) {
  return step<SavedFileDue, SavedFileTerm>({
    name: "conversation-forget-saved-file",
    on: savedFileDue,
    document: savedFileTerms,
    documentId: ({ data }) => data.fileId,

    async gather(term, { tenantId, data: { fileId, blob } }, { now }) {
      // Read before the uses: what begins to use it from here on makes the version another.
      const stored = await documents.get(tenantId, savedFiles, fileId);
      if (stored?.data.blob === blob) {
        // Let go again meanwhile: a later event looks.
        if (term !== undefined && term.until > now.toISOString()) return undefined;
        if (await isUsed(documents, tenantId, fileId)) return undefined;
        await documents
          .commit(tenantId, [remove(savedFiles, fileId, { ifVersion: stored.version })])
          .catch(asContended);
      }
      await blobs.delete(tenantId, blob);
      return undefined;
    },

    decide: () => undefined,
  });
}

async function isUsed(documents: Documents, tenantId: TenantId, fileId: string): Promise<boolean> {
  const [replies, { macros }] = await Promise.all([
    readCannedReplies(documents, tenantId),
    readMacros(documents, tenantId),
  ]);
  const ofReplies = (replies?.data.replies ?? []).flatMap(({ files = [] }) => files.map(({ id }) => id));
  return [...ofReplies, ...macros.flatMap(savedFilesOf)].includes(fileId);
}

function asContended(cause: unknown): never {
  if (!(cause instanceof VersionConflict)) throw cause;
  throw new RetryableError("saved-file-contended", "Somebody wanted the file at the same time.", { cause });
}
