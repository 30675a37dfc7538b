import { hash } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedId } from "../../../../shared/http/requested-event.ts";
import type { ApiRequest } from "../../../../shared/http/route.ts";
import {
  absent,
  type Collection,
  type Documents,
  put,
  type Stored,
  type Write,
} from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type ConversationFile, type FilePorts, knownFile, storeFile } from "./conversation-file.ts";
import { type LettingGo, letGo } from "./saved-file-term.ts";

/** What a canned reply or a macro knows of a file. */
export const SavedFileRef = z.object({
  id: z.string(),
  name: z.string().describe("What the file is called."),
  content_type: z.string().describe("Its media type, found from its content."),
});
export type SavedFileRef = z.infer<typeof SavedFileRef>;

/** As a reply takes them. */
export const mostSavedFiles = 10;
export const SavedFileId = z.string().min(1).max(64);

const SavedFile = SavedFileRef.extend({
  blob: z.string(),
  size: z.number().int(),
  by: z.string(),
  at: z.string(),
  /** When it was last uploaded again, or put into a saved reply or a macro. */
  wantedAt: z.string().optional(),
});
export type SavedFile = z.infer<typeof SavedFile>;

/** Files that a tenant sends again and again, with canned replies and macros. No customer's: a copy of it goes to one. */
export const savedFiles: Collection<SavedFile> = {
  name: "saved-files",
  schema: SavedFile,
  indexes: [],
  confidential: true,
  // The tenant's own files.
  personal: "nothing",
};

/**
 * Stores an upload for all operators. The same file again is the same one. It goes after a day without a use, and what is
 * stored goes with it wherever the process dies (saved-file-term.ts).
 * @throws Problem 415, 422 as `knownFile`, VersionConflict where others keep uploading the same file
 */
export async function saveFile(
  { documents, blobs, runner, now }: FilePorts & LettingGo,
  request: Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey" | "file">,
): Promise<SavedFile> {
  const { tenantId, subject: by } = request.identity;
  const { bytes, name, contentType } = knownFile(request.file);
  const id = deriveId("saved-file", hash("sha256", bytes, "hex"));
  const at = now().toISOString();
  const before = await documents.get(tenantId, savedFiles, id);
  if (before) {
    await letGo({ runner, now }, request, [before.data]);
    const wanted = { ...before.data, wantedAt: at };
    await documents.commit(tenantId, [put(savedFiles, id, wanted, { ifVersion: before.version })]);
    return wanted;
  }
  // Each upload has a place of its own: what deletes an older one cannot meet it.
  const blob = `saved-files/${id}-${requestedId(request, { action: "saved-file-upload", key: id })}`;
  await letGo({ runner, now }, request, [{ id, blob }]);
  await blobs.put(tenantId, blob, bytes, { contentType });
  const saved = { id, blob, name: name || id, content_type: contentType, size: bytes.byteLength, by, at };
  await documents.commit(tenantId, [put(savedFiles, id, saved, { ifVersion: absent })]);
  return saved;
}

export async function findSavedFile(
  documents: Documents,
  tenantId: TenantId,
  id: string,
): Promise<SavedFile | undefined> {
  return (await documents.get(tenantId, savedFiles, id))?.data;
}

/** @throws Problem 422 `saved-file-unknown` */
async function requireSavedFile(documents: Documents, tenantId: TenantId, id: string): Promise<Stored<SavedFile>> {
  const stored = await documents.get(tenantId, savedFiles, id);
  if (stored) return stored;
  throw new Problem(422, "saved-file-unknown", `There is no saved file "${id}". Upload it with POST /v1/saved-files.`);
}

/**
 * What a canned reply or a macro keeps of its files, and the writes that go into its commit: one that is deleted at the same
 * time makes it fail, so that none is named that is not there. @throws Problem 422 `saved-file-unknown`
 */
export async function wantSavedFiles(
  documents: Documents,
  tenantId: TenantId,
  { ids, at }: { readonly ids: readonly string[]; readonly at: string },
): Promise<{ readonly refs: SavedFileRef[]; readonly writes: readonly Write[] }> {
  const files = new Map<string, Stored<SavedFile>>();
  for (const id of new Set(ids)) files.set(id, await requireSavedFile(documents, tenantId, id));
  return {
    refs: ids.flatMap((id) => refOf(files.get(id)) ?? []),
    writes: [...files.values()].map(({ id, version, data }) =>
      put(savedFiles, id, { ...data, wantedAt: at }, { ifVersion: version }),
    ),
  };
}

/** Those of the files that are there. */
export async function knownSavedFiles(
  documents: Documents,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<readonly SavedFile[]> {
  const files = await Promise.all([...new Set(ids)].map((id) => findSavedFile(documents, tenantId, id)));
  return files.filter((file) => file !== undefined);
}

function refOf(stored: Stored<SavedFile> | undefined): SavedFileRef | undefined {
  return stored && { id: stored.id, name: stored.data.name, content_type: stored.data.content_type };
}

/** A copy for one customer, which goes with them. The same file again is the same copy. @throws Problem 422 */
export async function copyForConversation(
  ports: FilePorts,
  of: {
    readonly tenantId: TenantId;
    readonly conversationId: string;
    readonly id: string;
    readonly by: string;
    readonly at: string;
  },
): Promise<ConversationFile> {
  const { tenantId, conversationId, id, by, at } = of;
  const { blob, name, content_type: contentType } = (await requireSavedFile(ports.documents, tenantId, id)).data;
  const found = await ports.blobs.get(tenantId, blob);
  if (!found) throw new Problem(422, "saved-file-unknown", `The saved file "${id}" no longer exists. Upload it again.`);
  return storeFile(ports, { tenantId, conversationId, file: { name, bytes: found.body, contentType }, by, at });
}
