import { z } from "zod";
import { customerValues } from "../../../../../shared/channels/templates/customer-values.ts";
import { fillText, type TextValues, unknownNames } from "../../../../../shared/channels/templates/fill-text.ts";
import { commonNames } from "../../../../../shared/config/checks/text-names.ts";
import { type ConfigSource, currentConfig } from "../../../../../shared/config/versions/current-config.ts";
import { Problem } from "../../../../../shared/http/problem.ts";
import { type ApiRequest, route } from "../../../../../shared/http/route.ts";
import { absent, type Documents, put, type Stored, type Write } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { jsonBytes } from "../../../../../shared/schema/byte-budget.ts";
import { knownSavedFiles, mostSavedFiles, SavedFileId, SavedFileRef, wantSavedFiles } from "../../files/saved-file.ts";
import { type LettingGo, letGo } from "../../files/saved-file-term.ts";
import { requireConversation } from "../../routes/require-conversation.ts";
import { CannedReply, cannedReplies, cannedRepliesId, type KeptReplies, readCannedReplies } from "./canned-reply.ts";

const mostKept = 500;
/** All of them are one document. */
const cannedBytes = 700_000;

const ById = z.object({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, "must consist of letters, digits, _ - and ."),
});
const Body = z.object({
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(4_000),
  files: z
    .array(SavedFileId)
    .max(mostSavedFiles)
    .default([])
    .describe("Files that go with it, by the `saved_file_id` of `POST /v1/saved-files`."),
});
const View = CannedReply.extend({
  files: z
    .array(SavedFileRef.omit({ id: true }).extend({ saved_file_id: z.string().describe("The saved file.") }))
    .describe("Files that go with it: `POST /v1/conversations/{id}/saved-attachments` makes the customer's copy."),
  from: z.enum(["config", "operators"]),
  unknown_placeholders: z
    .array(z.string())
    .describe("Names in the text that stand for nothing: with `conversation_id` the text is then left empty."),
}).meta({ id: "CannedReply" });

interface Dependencies extends ConfigSource, LettingGo {
  readonly documents: Documents;
}

const tag = "Canned replies";

/** Texts that operators send with one click: their own and the configuration's. Their own win under the same id. */
export function cannedReplyRoutes(dependencies: Dependencies) {
  const { documents } = dependencies;
  const permission = "conversations:operate" as const;
  const keep = (
    tenantId: TenantId,
    before: Stored<KeptReplies> | undefined,
    { replies, writes = [] }: { readonly replies: CannedReply[]; readonly writes?: readonly Write[] },
  ) => {
    const ifVersion = before?.version ?? absent;
    return documents.commit(tenantId, [put(cannedReplies, cannedRepliesId, { replies }, { ifVersion }), ...writes]);
  };
  const letGoOf = async (request: ApiRequest<unknown, unknown, unknown>, files: readonly { readonly id: string }[]) => {
    const ids = files.map(({ id }) => id);
    await letGo(dependencies, request, await knownSavedFiles(documents, request.identity.tenantId, ids));
  };
  return [
    route({
      method: "GET",
      path: "/v1/canned-replies",
      operationId: "listCannedReplies",
      summary: "List canned replies; with `conversation_id`, filled in for that customer",
      description:
        "Those of the configuration and those saved here. Placeholders such as {customer_name} are filled in for the named conversation.",
      problems: { 404: ["conversation-not-found"] },
      tag,
      permission,
      query: z.object({ conversation_id: z.string().max(64).optional() }),
      reply: z.object({ items: z.array(View) }),
      async handle({ identity: { tenantId }, query }) {
        const [{ config }, stored, conversation] = await Promise.all([
          currentConfig(dependencies, tenantId, null),
          readCannedReplies(documents, tenantId),
          query.conversation_id === undefined
            ? undefined
            : requireConversation(documents, tenantId, query.conversation_id),
        ]);
        const { canned_replies: configured, client_name } = config;
        const own = stored?.data.replies ?? [];
        const others = configured.filter(({ id }) => own.every((reply) => reply.id !== id));
        const values = conversation && customerValues(conversation.customer.name, client_name);
        const items = [
          ...own.map((reply) => ({ ...forCustomer(reply, values), from: "operators" as const })),
          ...others.map((reply) => ({ ...forCustomer(reply, values), from: "config" as const })),
        ];
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: "PUT",
      path: "/v1/canned-replies/:id",
      operationId: "putCannedReply",
      summary: "Save a canned reply for all operators",
      description: "Creates or replaces the reply.",
      problems: { 409: ["canned-replies-full"], 422: ["placeholder-unknown", "saved-file-unknown"] },
      example: { title: "Greeting", text: "Hello {customer_name}, how can I help?" },
      tag,
      permission,
      params: ById,
      body: Body,
      reply: View,
      async handle(request) {
        const { identity, params, body } = request;
        const { tenantId } = identity;
        const { id } = params;
        const [unknown] = unknownNames(body.text, commonNames);
        if (unknown !== undefined) throw unknownPlaceholder(unknown);
        const stored = await readCannedReplies(documents, tenantId);
        const others = (stored?.data.replies ?? []).filter((reply) => reply.id !== id);
        if (others.length >= mostKept)
          throw new Problem(
            422,
            "canned-replies-full",
            `There are already ${mostKept} canned replies. Delete one first.`,
          );
        const { title, text } = body;
        const wanted = { ids: body.files, at: dependencies.now().toISOString() };
        const { refs: files, writes } = await wantSavedFiles(documents, tenantId, wanted);
        const reply: CannedReply = { id, title, text, files };
        const replies = [...others, reply];
        if (jsonBytes(replies) > cannedBytes)
          throw new Problem(
            422,
            "canned-replies-full",
            `The canned replies take more than ${cannedBytes} bytes. Shorten or delete one first.`,
          );
        const before = stored?.data.replies.find((each) => each.id === id)?.files ?? [];
        await letGoOf(
          request,
          before.filter((file) => !body.files.includes(file.id)),
        );
        await keep(tenantId, stored, { replies, writes });
        return { status: 200, body: { ...replyView(reply), from: "operators" as const, unknown_placeholders: [] } };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/canned-replies/:id",
      operationId: "deleteCannedReply",
      summary: "Delete a saved canned reply; those in the configuration stay",
      description: "Those of the configuration are removed there.",
      problems: { 404: ["canned-reply-not-found"] },
      tag,
      permission,
      params: ById,
      reply: z.object({}),
      async handle(request) {
        const { identity, params } = request;
        const { tenantId } = identity;
        const { id } = params;
        const stored = await readCannedReplies(documents, tenantId);
        const replies = stored?.data.replies ?? [];
        const gone = replies.find((reply) => reply.id === id);
        if (!gone) throw new Problem(404, "canned-reply-not-found", `There is no saved canned reply "${id}".`);
        await letGoOf(request, gone.files ?? []);
        await keep(tenantId, stored, { replies: replies.filter((reply) => reply !== gone) });
        return { status: 200, body: {} };
      },
    }),
  ];
}

function replyView({ id, title, text, files = [] }: CannedReply) {
  return { id, title, text, files: files.map(({ id: saved_file_id, ...file }) => ({ saved_file_id, ...file })) };
}

/** Without values: as it is kept, for whoever edits it. */
function forCustomer(reply: CannedReply, values: TextValues | undefined) {
  const view = replyView(reply);
  if (!values) return { ...view, unknown_placeholders: [...unknownNames(reply.text, commonNames)] };
  const { text, unknown } = fillText(reply.text, values);
  return { ...view, text: unknown.length === 0 ? text : "", unknown_placeholders: [...unknown] };
}

function unknownPlaceholder(name: string): Problem {
  const known = commonNames.map((each) => `{${each}}`).join(", ");
  return new Problem(422, "placeholder-unknown", `Nothing stands for {${name}}. Known are ${known}.`);
}
