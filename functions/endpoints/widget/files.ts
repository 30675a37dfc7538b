import { hash } from "node:crypto";
import type { Attachment } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { Visitor } from "../../../shared/security/tokens/visitor-tokens.ts";
import { fileFormatOf } from "../../../shared/tools/media/file-format.ts";
import { storedMediaAddress, storedMediaName } from "../../../shared/tools/media/stored-media.ts";
import { type ArrivedRequest, readBody } from "../http/body.ts";

/** The limit of the tools that read files (shared/tools/media/media.ts). */
const maxFileBytes = 8 * 1024 * 1024;
/** Maximum size of the form around the file. */
const formBytes = 64 * 1024;

export interface StoredFile {
  readonly file_id: string;
  readonly content_type: string;
  readonly size: number;
}

/**
 * Stores a visitor's picture or PDF in the tenant's blobs. The type is detected from the first bytes, not from the name.
 * @throws Problem 413, 415 or 422.
 */
export async function storeFile(blobs: Blobs, visitor: Visitor, request: ArrivedRequest): Promise<StoredFile> {
  const bytes = await fileIn(request);
  const format = fileFormatOf(bytes);
  if (!format) throw new Problem(415, "file-type-unsupported", "Send a picture (JPEG, PNG, WebP, GIF, HEIC) or a PDF.");
  const fileId = hash("sha256", bytes, "hex");
  const { contentType } = format;
  await blobs.put(visitor.tenantId, blobName(visitor, fileId), bytes, { contentType });
  return { file_id: fileId, content_type: contentType, size: bytes.byteLength };
}

/** @throws Problem 404 `file-not-found` for a file that was not uploaded in this session. */
export async function attachmentOf(blobs: Blobs, visitor: Visitor, fileId: string): Promise<Attachment> {
  const name = blobName(visitor, fileId);
  const [info] = await blobs.list(visitor.tenantId, name);
  if (!info) throw new Problem(404, "file-not-found", "The file does not exist. Upload it again.");
  return { url: storedMediaAddress(name), contentType: info.contentType };
}

/** The name depends on the session, so that a file's id is useless in another session. */
function blobName({ sessionId }: Visitor, fileId: string): string {
  return storedMediaName(hash("sha256", `${sessionId}\n${fileId}`, "hex"));
}

async function fileIn(request: ArrivedRequest): Promise<Uint8Array> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data"))
    throw new Problem(415, "media-type-unsupported", "Content-Type must be multipart/form-data.");
  const body = await readBody(request, maxFileBytes + formBytes);
  const file = await formOf(body, type).then((form) => form.get("file"));
  if (!(file instanceof Blob)) throw new Problem(422, "body-invalid", "The form must have a file in the field `file`.");
  if (file.size > maxFileBytes) throw new Problem(413, "file-too-large", "The file is larger than 8 MiB.");
  return new Uint8Array(await file.arrayBuffer());
}

async function formOf(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw new Problem(400, "body-not-a-form", "The body is not multipart/form-data.", { cause });
  }
}
