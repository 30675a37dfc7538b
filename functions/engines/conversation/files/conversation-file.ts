import { hash } from "node:crypto";
import { z } from "zod";
import type { Attachment } from "../../../../shared/events/conversation/attachment.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { UploadedFile } from "../../../../shared/http/route.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { type Collection, type Documents, put, type Stored } from "../../../../shared/platform/documents.ts";
import { byConversation } from "../../../../shared/platform/personal-data.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { normalized } from "../../../../shared/schema/bounded-text.ts";
import { Unheard } from "../turn/voice/voice-note.ts";
import { fileKindOf } from "./file-kind.ts";

/** The limit of the tools that read files, and below that of every channel that carries files. */
export const maxFileBytes = 8 * 1024 * 1024;
/** A provider fetches the file at once. In an SMS or a mail the customer follows the link, which storage limits to this. */
const linkMs = 7 * 86_400_000;

/** What is said in a voice note. `text` is null exactly where `unheard` says why. */
const FileTranscript = z.object({ text: z.string().nullable(), unheard: Unheard.nullable() });
export type FileTranscript = z.infer<typeof FileTranscript>;

const ConversationFile = z.object({
  id: z.string(),
  conversationId: z.string(),
  blob: z.string(),
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  by: z.string(),
  at: z.string(),
  /** Of sound, once somebody has asked for it. */
  transcript: FileTranscript.optional(),
});
export type ConversationFile = z.infer<typeof ConversationFile>;

/** Files that operators uploaded to send to one customer. */
export const conversationFiles: Collection<ConversationFile> = {
  name: "conversation-files",
  schema: ConversationFile,
  indexes: [["conversationId", "at asc"]],
  confidential: true,
  personal: {
    fields: ["name", "transcript"],
    find: byConversation("conversationId", "at asc"),
    files: ({ blob }) => [blob],
  },
};

export interface FilePorts {
  readonly documents: Documents;
  readonly blobs: Blobs;
}

/**
 * Stores an upload. The same file again in one conversation is the same one. Nothing is sent yet.
 * @throws Problem 415 `file-type-unsupported`, 422 `file-missing`
 */
export async function storeFile(
  { documents, blobs }: FilePorts,
  upload: {
    readonly tenantId: TenantId;
    readonly conversationId: string;
    readonly file: UploadedFile | undefined;
    readonly by: string;
    readonly at: string;
  },
): Promise<ConversationFile> {
  const { tenantId, conversationId, by, at } = upload;
  const { bytes, name, contentType } = knownFile(upload.file);
  const id = deriveId("conversation-file", conversationId, hash("sha256", bytes, "hex"));
  const blob = `conversation-files/${conversationId}/${id}`;
  await blobs.put(tenantId, blob, bytes, { contentType });
  const stored = { id, conversationId, blob, name: name || id, contentType, size: bytes.byteLength, by, at };
  await documents.commit(tenantId, [put(conversationFiles, id, stored)]);
  return stored;
}

/**
 * An upload as what its bytes say that it is, with a name that can be shown.
 * @throws Problem 415 `file-type-unsupported`, 422 `file-missing`
 */
export function knownFile(file: UploadedFile | undefined): UploadedFile {
  if (file === undefined)
    throw new Problem(422, "file-missing", "Send a form with the file in the field `file`, with its name.");
  const kind = fileKindOf(file.bytes, file.name);
  if (!kind)
    throw new Problem(
      415,
      "file-type-unsupported",
      "Send a picture, a PDF, sound, an MP4 film or a document of Word, Excel or PowerPoint.",
    );
  return { bytes: file.bytes, name: shownName(file.name), contentType: kind.contentType };
}

/** @throws Problem 404 `file-not-found`, also for a file of another conversation */
export async function requireFile(
  documents: Documents,
  tenantId: TenantId,
  of: { readonly conversationId: string; readonly id: string },
): Promise<ConversationFile> {
  return (await requireStoredFile(documents, tenantId, of)).data;
}

/** With its version. @throws Problem 404 `file-not-found`, also for a file of another conversation */
export async function requireStoredFile(
  documents: Documents,
  tenantId: TenantId,
  of: { readonly conversationId: string; readonly id: string },
): Promise<Stored<ConversationFile>> {
  const stored = await documents.get(tenantId, conversationFiles, of.id);
  if (stored?.data.conversationId === of.conversationId) return stored;
  throw new Problem(404, "file-not-found", `The conversation has no file "${of.id}". Upload it first.`);
}

/** The files as a message takes them: links that work without a sign-in, for a week. */
export async function attachmentsOf(
  { documents, blobs }: FilePorts,
  tenantId: TenantId,
  of: { readonly conversationId: string; readonly ids: readonly string[]; readonly now: Date },
): Promise<Attachment[]> {
  const { conversationId, ids, now } = of;
  const expiresAt = new Date(now.getTime() + linkMs);
  return Promise.all(
    ids.map(async (id) => {
      const { blob, contentType } = await requireFile(documents, tenantId, { conversationId, id });
      return { url: await blobs.signedLink(tenantId, blob, { expiresAt }), contentType, file: id };
    }),
  );
}

/** A name that is shown, and used for no path. */
function shownName(name: string): string {
  const plain = normalized(name.slice(-200), "NFC").replace(/[\p{C}/\\"]/gu, " ");
  return plain.trim().slice(-120);
}
