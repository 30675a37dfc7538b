import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { requireConversation } from "../routes/require-conversation.ts";
import { maxFileBytes } from "./conversation-file.ts";
import { FileView, fileView, OfClient, sentFile } from "./file-view.ts";
import { copyForConversation, findSavedFile, SavedFileId, saveFile } from "./saved-file.ts";

interface Dependencies {
  readonly documents: Documents;
  readonly platform: { readonly blobs: Blobs };
  readonly runner: Runner;
  readonly now: () => Date;
}

const SavedFileView = z
  .object({
    saved_file_id: z.string().describe("For the `files` of a canned reply and of a macro's reply."),
    name: z.string().describe("What the file is called."),
    content_type: z.string().describe("Its media type, found from its content."),
    size: z.number().int().describe("Bytes."),
    url: z.string().describe("Where the file is got, with the same identity as this answer."),
  })
  .meta({ id: "SavedFile" });

/** Files of canned replies and macros, and their copies for customers. */
export function savedFileRoutes({ documents, platform: { blobs }, runner, now }: Dependencies) {
  const of = { tag: "Canned replies", permission: "conversations:operate" as const };
  const ports = { documents, blobs };
  return [
    route({
      ...of,
      method: "POST",
      path: "/v1/saved-files",
      operationId: "saveFile",
      summary: "Upload a file for canned replies and macros",
      description:
        "Send it as a form, in the field `file`, as `POST /v1/conversations/{id}/attachments` takes it. Nothing is sent. The same file again is the same saved file. One that no canned reply and no macro names for a day is deleted.",
      problems: { 415: ["file-type-unsupported"], 422: ["file-missing"] },
      // The file itself comes as a form, which an example in JSON cannot show.
      example: {},
      body: z.object({}),
      fileBody: { maxBytes: maxFileBytes },
      reply: SavedFileView,
      status: 201,
      async handle(request) {
        const { id, name, content_type, size } = await saveFile({ ...ports, runner, now }, request);
        const url = `/v1/saved-files/${id}`;
        return { status: 201, body: { saved_file_id: id, name, content_type, size, url } };
      },
    }),
    route({
      ...of,
      method: "GET",
      path: "/v1/saved-files/:id",
      operationId: "getSavedFile",
      summary: "Get a file of canned replies and macros",
      description: "With the media type that was found from its content.",
      problems: { 404: ["file-not-found"] },
      params: z.object({ id: SavedFileId }),
      query: OfClient,
      reply: z.instanceof(Uint8Array),
      fileReply: "application/octet-stream",
      async handle({ identity: { tenantId }, params: { id } }) {
        const saved = await findSavedFile(documents, tenantId, id);
        const found = saved && (await blobs.get(tenantId, saved.blob));
        if (!saved || !found) throw new Problem(404, "file-not-found", `There is no saved file "${id}".`);
        return sentFile(found.body, saved.name);
      },
    }),
    route({
      ...of,
      method: "POST",
      path: "/v1/conversations/:id/saved-attachments",
      operationId: "attachSavedFile",
      summary: "Make a copy of a saved file, to send it with a reply",
      description: "As if you had uploaded it: nothing is sent before a reply names it. It goes with the customer.",
      problems: { 404: ["conversation-not-found"], 422: ["saved-file-unknown"] },
      example: { saved_file_id: "sf_1" },
      params: z.object({ id: z.string().min(1).max(64) }),
      body: z.object({ saved_file_id: SavedFileId.describe("The saved file.") }),
      reply: FileView,
      status: 201,
      async handle({ identity: { tenantId, subject: by }, params, body }) {
        const { id: conversationId } = await requireConversation(documents, tenantId, params.id);
        const at = now().toISOString();
        const copy = await copyForConversation(ports, { tenantId, conversationId, id: body.saved_file_id, by, at });
        return { status: 201, body: fileView(copy) };
      },
    }),
  ];
}
