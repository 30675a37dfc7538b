import { hash } from "node:crypto";
import type { TaskFile } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { UploadedFile } from "../../../shared/http/route.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { normalized } from "../../../shared/schema/bounded-text.ts";
import { fileFormatOf } from "../../../shared/tools/media/file-format.ts";

export const maxFileBytes = 8 * 1024 * 1024;

/** The files that answers rest on: pictures and PDFs, beside the task in the tenant's blobs. */
export function taskFiles(blobs: Pick<Blobs, "put" | "get" | "delete">) {
  return {
    /**
     * Stores a file. The type is detected from the first bytes, not from the name; the same file again is the same one.
     * @throws Problem 415 `file-type-unsupported`, 422 `file-missing`
     */
    async store(tenantId: TenantId, taskId: string, file: UploadedFile | undefined): Promise<TaskFile> {
      if (file === undefined)
        throw new Problem(422, "file-missing", "Send a form with the file in the field `file`, with its name.");
      const format = fileFormatOf(file.bytes);
      if (!format)
        throw new Problem(415, "file-type-unsupported", "Send a picture (JPEG, PNG, WebP, GIF, HEIC) or a PDF.");
      const { contentType } = format;
      const id = hash("sha256", file.bytes, "hex").slice(0, 32);
      await blobs.put(tenantId, blobName(taskId, id), file.bytes, { contentType });
      const name = shownName(file.name) || id;
      return { id, name, contentType, size: file.bytes.byteLength };
    },
    remove: (tenantId: TenantId, taskId: string, id: string) => blobs.delete(tenantId, blobName(taskId, id)),
    read: async (tenantId: TenantId, taskId: string, id: string) =>
      (await blobs.get(tenantId, blobName(taskId, id)))?.body,
  };
}
export type TaskFiles = ReturnType<typeof taskFiles>;

/** A name that is shown, and used for no path. */
function shownName(name: string): string {
  const plain = normalized(name.slice(-200), "NFC").replace(/[\p{C}/\\]/gu, " ");
  return plain.trim().slice(-120);
}

function blobName(taskId: string, fileId: string): string {
  return `research-tasks/${taskId}/${fileId}`;
}
