import { z } from "zod";
import { providerOf } from "../../../../shared/channels/channel-settings.ts";
import { isCarried } from "../../../../shared/channels/definitions.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { ReadAttachment } from "../../../app/sending/attachment-reader.ts";
import type { Conversation } from "../conversation.ts";
import { requireConversation } from "../require-conversation.ts";
import { turns } from "../turn-record.ts";
import { maxFileBytes, requireFile, storeFile } from "./conversation-file.ts";
import { FileView, fileView, OfClient, sentFile } from "./file-view.ts";

interface Dependencies {
  readonly documents: Documents;
  readonly platform: { readonly blobs: Blobs };
  readonly readAttachment: ReadAttachment;
  readonly now: () => Date;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

const ById = z.object({ id: z.string().min(1).max(64) });

const tag = "Inbox";

/** Files of conversations: those that operators upload to send, and those of every message. */
export function fileRoutes({ documents, platform: { blobs }, readAttachment, config, now }: Dependencies) {
  return [
    route({
      method: "POST",
      path: "/v1/conversations/:id/attachments",
      operationId: "uploadAttachment",
      summary: "Upload a file, to send it with a reply",
      description:
        "Send it as a form, in the field `file`: a picture, a PDF, sound, an MP4 film or a document of Word, Excel or PowerPoint, at most 8 MiB. What it is, is found from its content. Nothing is sent before a reply names it in `files`. The same file again is the same attachment.",
      problems: {
        404: ["conversation-not-found"],
        415: ["file-type-unsupported"],
        422: ["file-missing"],
      },
      // The file itself comes as a form, which an example in JSON cannot show.
      example: {},
      tag,
      permission: "conversations:operate",
      params: ById,
      body: z.object({}),
      fileBody: { maxBytes: maxFileBytes },
      reply: FileView,
      status: 201,
      async handle({ identity: { tenantId, subject: by }, params, file }) {
        const { id: conversationId } = await requireConversation(documents, tenantId, params.id);
        const at = now().toISOString();
        const stored = await storeFile({ documents, blobs }, { tenantId, conversationId, file, by, at });
        return { status: 201, body: fileView(stored) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/conversations/:id/attachments/:file",
      operationId: "getAttachment",
      summary: "Get a file that an operator uploaded",
      description:
        "With the media type that was found from its content. Pictures, sound and films may be shown in a page.",
      problems: { 404: ["conversation-not-found", "file-not-found"] },
      tag,
      permission: "conversations:read",
      params: ById.extend({ file: z.string().min(1).max(64).describe("The file's `attachment_id`.") }),
      query: OfClient,
      reply: z.instanceof(Uint8Array),
      fileReply: "application/octet-stream",
      async handle({ identity: { tenantId }, params }) {
        const { id: conversationId } = await requireConversation(documents, tenantId, params.id);
        const known = await requireFile(documents, tenantId, { conversationId, id: params.file });
        const found = await blobs.get(tenantId, known.blob);
        if (!found) throw new Problem(404, "file-not-found", "The file no longer exists.");
        return sentFile(found.body, known.name);
      },
    }),
    route({
      method: "GET",
      path: "/v1/conversations/:id/turns/:turn/messages/:message/files/:index",
      operationId: "getMessageFile",
      summary: "Get a file that a customer sent",
      description:
        "It is fetched from the channel's provider with the client's own access, at most 8 MB. `href` of a message's attachment is this path.",
      problems: { 404: ["conversation-not-found", "file-not-found"] },
      tag,
      permission: "conversations:read",
      params: ById.extend({
        turn: z.string().min(1).max(64).describe("The message's `turn_id`."),
        message: z.string().min(1).max(200).describe("The message's `message_id`."),
        index: z.coerce.number().int().min(0).max(99).describe("The attachment's place, from 0."),
      }),
      query: OfClient,
      reply: z.instanceof(Uint8Array),
      fileReply: "application/octet-stream",
      async handle({ identity: { tenantId }, params, signal }) {
        const conversation = await requireConversation(documents, tenantId, params.id);
        const stored = await documents.get(tenantId, turns.collection, params.turn);
        const turn = stored?.data.state.conversationId === conversation.id ? stored.data.state : undefined;
        const message = turn?.inbound.find(({ id }) => id === params.message);
        const address = message?.attachments[params.index]?.url;
        if (address === undefined) throw noFile("The message has no such file.");
        const { name, version } = conversation.config;
        const used = await config(tenantId, name, version);
        const account = accountOf(used, conversation);
        const media = await readAttachment({ tenantId, address, account, config: used, signal });
        if (media.status === "refused") throw noFile(media.reason);
        return sentFile(media.bytes, `file-${params.index}`);
      },
    }),
  ];
}

function noFile(detail: string): Problem {
  return new Problem(404, "file-not-found", detail);
}

function accountOf(config: TenantConfig, { channel, accountAddress }: Conversation): string {
  return isCarried(channel) ? providerOf(config, channel, accountAddress).account : "";
}
