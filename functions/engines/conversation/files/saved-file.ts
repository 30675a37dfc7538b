import { hash } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import type { UploadedFile } from "../../../../shared/http/route.ts";
import { type Collection, type Documents, put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type ConversationFile, type FilePorts, knownFile, storeFile } from "./conversation-file.ts";

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

const SavedFile = SavedFileRef.extend({ blob: z.string(), size: z.number().int(), by: z.string(), at: z.string() });
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

/** Stores an upload for all operators. The same file again is the same one. @throws Problem 415, 422 as `knownFile` */
export async function saveFile(
  { documents, blobs }: FilePorts,
  upload: {
    readonly tenantId: TenantId;
    readonly file: UploadedFile | undefined;
    readonly by: string;
    readonly at: string;
  },
): Promise<SavedFile> {
  const { tenantId, by, at } = upload;
  const { bytes, name, contentType } = knownFile(upload.file);
  const id = deriveId("saved-file", hash("sha256", bytes, "hex"));
  const blob = `saved-files/${id}`;
  await blobs.put(tenantId, blob, bytes, { contentType });
  const saved = { id, blob, name: name || id, content_type: contentType, size: bytes.byteLength, by, at };
  await documents.commit(tenantId, [put(savedFiles, id, saved)]);
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
async function requireSavedFile(documents: Documents, tenantId: TenantId, id: string): Promise<SavedFile> {
  const saved = await findSavedFile(documents, tenantId, id);
  if (saved) return saved;
  throw new Problem(422, "saved-file-unknown", `There is no saved file "${id}". Upload it with POST /v1/saved-files.`);
}

/** What is kept with a canned reply of its files. @throws Problem 422 `saved-file-unknown` */
export async function savedFileRefs(
  documents: Documents,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<SavedFileRef[]> {
  const files = await Promise.all(ids.map((id) => requireSavedFile(documents, tenantId, id)));
  return files.map(({ id, name, content_type }) => ({ id, name, content_type }));
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
  const { blob, name, content_type: contentType } = await requireSavedFile(ports.documents, tenantId, id);
  const found = await ports.blobs.get(tenantId, blob);
  if (!found) throw new Problem(422, "saved-file-unknown", `The saved file "${id}" no longer exists. Upload it again.`);
  return storeFile(ports, { tenantId, conversationId, file: { name, bytes: found.body, contentType }, by, at });
}
