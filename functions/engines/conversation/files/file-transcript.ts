import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Models } from "../../../../shared/models/model.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { type Documents, put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { unlessConflict } from "../../../../shared/platform/version-conflicts.ts";
import { withDeadline } from "../../../../shared/runtime/failures/deadline.ts";
import { requireConversation } from "../require-conversation.ts";
import { listen } from "../turn/voice/listen.ts";
import { isAudio, Unheard } from "../voice-note.ts";
import { conversationFiles, type FileTranscript, requireStoredFile } from "./conversation-file.ts";

interface Dependencies {
  readonly documents: Documents;
  readonly platform: { readonly blobs: Blobs };
  readonly models: Models;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/** For the model, which hears ten minutes in about half of it. */
const deadlineMs = 40_000;

const TranscriptView = z
  .object({
    attachment_id: z.string().describe("The file, as the message's attachments name it."),
    text: z
      .string()
      .nullable()
      .describe("What is said in it, in the speaker's own language. Null: it was not understood."),
    unheard: Unheard.nullable().describe("Why it was not understood."),
  })
  .meta({ id: "FileTranscript" });

/** What an operator's voice note says. A customer's is in the text of the message. */
export function fileTranscriptRoute({ documents, platform: { blobs }, models, config }: Dependencies) {
  return route({
    method: "POST",
    path: "/v1/conversations/:id/attachments/:file/transcript",
    operationId: "transcribeAttachment",
    summary: "Get the transcript of a voice note that an operator sent",
    description:
      "The first call listens to it with the client's model, and keeps what was said with the file; later calls read that. Where the model could not be had, nothing is kept, so that another call tries again.",
    tag: "Inbox",
    permission: "conversations:operate",
    params: z.object({
      id: z.string().min(1).max(64),
      file: z.string().min(1).max(64).describe("The file's `attachment_id`."),
    }),
    problems: {
      404: ["conversation-not-found", "file-not-found"],
      422: ["file-not-audio"],
      503: ["model-unavailable"],
    },
    example: {},
    body: z.object({}),
    reply: TranscriptView,
    async handle({ identity: { tenantId }, params, signal }) {
      const conversation = await requireConversation(documents, tenantId, params.id);
      const of = { conversationId: conversation.id, id: params.file };
      const { version, data: file } = await requireStoredFile(documents, tenantId, of);
      if (!isAudio(file.contentType)) throw new Problem(422, "file-not-audio", "The file is no voice note.");
      const shown = (transcript: FileTranscript) => ({
        status: 200,
        body: { attachment_id: file.id, ...transcript },
      });
      if (file.transcript) return shown(file.transcript);
      const found = await blobs.get(tenantId, file.blob);
      if (!found) throw new Problem(404, "file-not-found", "The file no longer exists.");
      const used = await config(tenantId, conversation.config.name, conversation.config.version);
      const payer = { tenantId, conversationId: conversation.id };
      const { text, unheard } = await withDeadline(deadlineMs, signal, (limited) =>
        listen(models, { bytes: found.body, config: used, payer, signal: limited }),
      );
      const transcript = { text, unheard };
      const kept = put(conversationFiles, file.id, { ...file, transcript }, { ifVersion: version });
      // A conflict: another call kept its transcript meanwhile, or the customer's data was erased.
      await unlessConflict(documents.commit(tenantId, [kept]));
      return shown(transcript);
    },
  });
}
