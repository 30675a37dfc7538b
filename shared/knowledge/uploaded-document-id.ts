import { deriveId } from "../runtime/ids.ts";

/** The same name in the same base is the same document: a new file of it replaces the one before. */
export function uploadedDocumentId(base: string, name: string): string {
  return deriveId("knowledge-upload", base, name);
}
