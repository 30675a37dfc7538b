import { z } from "zod";
import { knowledgeDocumentRemoved } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { type ApiRequest, route } from "../../../shared/http/route.ts";
import { passageFiles, passagesPerPart } from "../../../shared/knowledge/documents/passage-files.ts";
import { KnowledgeBase } from "../../../shared/knowledge/knowledge-base.ts";
import { documentAdder, maxFileBytes, NewDocument } from "./add-document.ts";
import type { KnowledgeDependencies } from "./dependencies.ts";
import { DocumentStatus, type KnowledgeDocument, knowledgeDocuments } from "./document.ts";
import { removeDocument } from "./remove-document.ts";
import { DocumentView, documentView, PassageView, passageView } from "./views.ts";

const InBase = NewDocument.extend({ base: KnowledgeBase.default("general").describe("The knowledge base.") });

const ById = z.object({ id: z.string().min(1).max(64) });
const common = { tag: "Knowledge" } as const;
const problems = {
  422: [
    "file-missing",
    "document-format-unknown",
    "document-format-mismatch",
    "document-content-ambiguous",
    "document-name-missing",
  ],
} as const;

/** The documents of the knowledge. They are read after the answer. */
export function documentRoutes(dependencies: KnowledgeDependencies) {
  const { platform, runner, now } = dependencies;
  const { documents, blobs } = platform;
  const files = passageFiles(blobs);
  const add = documentAdder(dependencies);

  function requireDocument(
    { identity }: Pick<ApiRequest<unknown, unknown, unknown>, "identity">,
    id: string,
  ): Promise<KnowledgeDocument> {
    return requireState(documents, identity.tenantId, knowledgeDocuments, { id, what: "document" });
  }

  return [
    route({
      ...common,
      method: "POST",
      path: "/v1/knowledge/documents",
      operationId: "addKnowledgeDocument",
      summary: "Add or replace a document: a file, a text, questions and answers, or an address",
      description:
        "Send a file of at most 64 MiB as a form (PDF, DOCX, XLSX, CSV, HTML, Markdown, text, a FAQ as JSON, PNG or JPEG), or one of `text`, `faq` and `url` as JSON. It is read after the answer; its status and its problems are told by `GET /v1/knowledge/documents/{id}`. The same file again changes nothing. A new file of the same name replaces the one before once it is read.",
      problems,
      example: { base: "general", name: "delivery.md", text: "# Delivery\n\nParcels arrive within three days." },
      permission: "knowledge:write",
      status: 202,
      fileBody: { maxBytes: maxFileBytes },
      body: InBase,
      reply: DocumentView,
      async handle(request) {
        return { status: 202, body: documentView(await add(request, request.body.base)) };
      },
    }),
    route({
      ...common,
      method: "POST",
      path: "/v1/knowledge/:base/documents",
      operationId: "addDocumentToKnowledgeBase",
      summary: "Add or replace a document of a knowledge base",
      description: "As `POST /v1/knowledge/documents`, with the knowledge base in the path.",
      problems,
      example: { name: "questions.json", faq: [{ question: "Do you ship abroad?", answer: "No, only within India." }] },
      permission: "knowledge:write",
      status: 202,
      fileBody: { maxBytes: maxFileBytes },
      params: z.object({ base: KnowledgeBase.describe("The knowledge base.") }),
      body: NewDocument,
      reply: DocumentView,
      async handle(request) {
        return { status: 202, body: documentView(await add(request, request.params.base)) };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/knowledge/documents",
      operationId: "listKnowledgeDocuments",
      summary: "List documents, the last changed first",
      description: "Removed documents are listed with the status `removed`. Filter by a base or by a status.",
      permission: "knowledge:read",
      query: Paging.extend({
        base: KnowledgeBase.optional().describe("Only of this base."),
        status: DocumentStatus.optional(),
      }),
      reply: pageOf(DocumentView),
      async handle({ identity, query: { base, status, ...paging } }) {
        if (base !== undefined && status !== undefined)
          throw new Problem(422, "filters-exclusive", "Filter by `base` or by `status`, not by both.");
        const page = await documents.query(identity.tenantId, knowledgeDocuments.collection, {
          where: [
            ...(base === undefined ? [] : [["state.base", "==", base] as const]),
            ...(status === undefined ? [] : [["state.status", "==", status] as const]),
          ],
          orderBy: { field: "state.updatedAt", direction: "desc" },
          ...paging,
        });
        return { status: 200, body: toPage(page, ({ data }) => documentView(data.state)) };
      },
      problems: { 422: ["filters-exclusive"] },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/knowledge/documents/:id",
      operationId: "getKnowledgeDocument",
      summary: "Get a document: what is quoted, how far it is read, and what could not be",
      description: "`pages_read` of `pages` tells the progress. `problems` names each page that could not be read.",
      problems: { 404: ["document-not-found"] },
      permission: "knowledge:read",
      params: ById,
      reply: DocumentView,
      async handle(request) {
        return { status: 200, body: documentView(await requireDocument(request, request.params.id)) };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/knowledge/documents/:id/passages",
      operationId: "listKnowledgePassages",
      summary: "List the passages of a document's quoted version, in order",
      description: "Up to 200 at a time. `from` is the number of the first one.",
      problems: { 404: ["document-not-found"] },
      permission: "knowledge:read",
      params: ById,
      query: z.object({ from: z.coerce.number().int().min(0).default(0).describe("The number of the first passage.") }),
      reply: z.object({
        items: z.array(PassageView),
        next_from: z.number().int().nullable().describe("The number of the next passage; null at the end."),
      }),
      async handle({ identity, params, query }) {
        const { live } = await requireDocument({ identity }, params.id);
        if (live === null) return { status: 200, body: { items: [], next_from: null } };
        const of = { documentId: params.id, version: live.version, parts: live.parts };
        const first = live.parts.findLast((part) => part <= query.from) ?? 0;
        const part = (await files.partOf(identity.tenantId, of, query.from)).slice(query.from - first, passagesPerPart);
        const next = query.from + part.length;
        const more = part.length > 0 && next < live.passages;
        return { status: 200, body: { items: part.map(passageView), next_from: more ? next : null } };
      },
    }),
    route({
      ...common,
      method: "DELETE",
      path: "/v1/knowledge/documents/:id",
      operationId: "removeKnowledgeDocument",
      summary: "Remove a document; it is not quoted from this moment",
      description: "Its passages and files are deleted afterwards. A file of the same name makes it new.",
      problems: { 404: ["document-not-found"] },
      permission: "knowledge:write",
      params: ById,
      reply: DocumentView,
      async handle(request) {
        const before = await requireDocument(request, request.params.id);
        const data = { documentId: before.id, by: request.identity.subject };
        const wish = { action: "remove-document", key: before.id, data, at: now() };
        const after = await runner.run(removeDocument, requestedEvent(knowledgeDocumentRemoved, request, wish));
        return { status: 200, body: documentView(after ?? before) };
      },
    }),
  ];
}
