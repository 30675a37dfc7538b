import { hash } from "node:crypto";
import { z } from "zod";
import { knowledgeCrawlDue, knowledgeFileArrived } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import type { ApiRequest, UploadedFile } from "../../../shared/http/route.ts";
import { documentFormat } from "../../../shared/knowledge/reading/format.ts";
import { oneLine } from "../../../shared/knowledge/reading/web-pages/visible-text.ts";
import { uploadedDocumentId } from "../../../shared/knowledge/uploaded-document-id.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { acceptFileStep } from "./accept-file.ts";
import { openCrawl } from "./crawl/open-crawl.ts";
import type { KnowledgeDependencies } from "./dependencies.ts";
import { type KnowledgeDocument, knowledgeDocuments } from "./document.ts";
import { fileName, urlDocumentId } from "./document-ids.ts";
import { orFailure } from "./failure.ts";

export const maxFileBytes = 64 * 1024 * 1024;

export const HttpsUrl = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, error: "must be an https address" })
  .max(500);
const Pairs = z
  .array(z.object({ question: z.string().min(1).max(2_000), answer: z.string().min(1).max(20_000) }))
  .max(2_000);

export const NewDocument = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("The file's name. Another file of this name in the base replaces the document. Required with `text`."),
  title: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("What citations show. Without it, the title that the document gives itself."),
  text: z.string().min(1).max(900_000).optional().describe("The document as Markdown or plain text."),
  faq: Pairs.min(1).optional().describe("Questions and their answers. Each pair stays together."),
  url: HttpsUrl.optional().describe("A page or a file that is read from the web, as robots.txt permits."),
});
const maxNameCharacters = 200;

type Request = ApiRequest<unknown, unknown, z.infer<typeof NewDocument>>;

/** Takes a request's file, text, pairs or address as a document of a base. What it is read as shows later. */
export function documentAdder({ platform, runner, now }: Omit<KnowledgeDependencies, "search">) {
  const { documents, blobs, bus } = platform;
  const accept = acceptFileStep({ blobs });

  async function add(request: Request, base: string): Promise<KnowledgeDocument> {
    const { body } = request;
    checkContent(request);
    if (body.url !== undefined) return addUrl(request, base, body.url);
    const file = fileOf(request);
    const checked = await orFailure(async () => documentFormat(file.name, file.contentType, file.bytes));
    if (typeof checked !== "string") throw new Problem(422, checked.code, checked.detail);
    const digest = hash("sha256", file.bytes, "hex");
    const documentId = uploadedDocumentId(base, file.name);
    const twin = await sameFile(request, base, { documentId, digest });
    if (twin !== undefined) return twin;
    const wish = { action: "knowledge-file", key: documentId };
    const blob = `knowledge/${documentId}/files/${digest.slice(0, 16)}-${requestedId(request, wish)}`;
    const { tenantId, subject: by } = request.identity;
    await blobs.put(tenantId, blob, file.bytes, { contentType: "application/octet-stream" });
    const data = {
      documentId,
      base,
      name: file.name,
      title: body.title ?? null,
      blob,
      hash: digest,
      by,
      bytes: file.bytes.byteLength,
      contentType: file.contentType,
      origin: { kind: "upload" as const, url: null, crawlId: null },
    };
    const event = requestedEvent(knowledgeFileArrived, request, { ...wish, data, at: now() });
    const after = await runner.run(accept, event);
    return after ?? (await documentOf(request, documentId));
  }

  /** Another document of the base with the same bytes. It is not read a second time. */
  async function sameFile(
    { identity }: Pick<Request, "identity">,
    base: string,
    { documentId, digest }: { readonly documentId: string; readonly digest: string },
  ): Promise<KnowledgeDocument | undefined> {
    const own = await documents.get(identity.tenantId, knowledgeDocuments.collection, documentId);
    if (own !== undefined && own.data.state.status !== "removed") return undefined;
    const { items } = await documents.query(identity.tenantId, knowledgeDocuments.collection, {
      where: [
        ["state.base", "==", base],
        ["state.live.hash", "==", digest],
      ],
      limit: 1,
    });
    return items[0]?.data.state;
  }

  async function addUrl(request: Request, base: string, url: string): Promise<KnowledgeDocument> {
    const { tenantId, subject: by } = request.identity;
    const id = deriveId("crawl", requestedId(request, { action: "knowledge-url", key: url }));
    const at = now().toISOString();
    const start = { url, kind: "page" as const };
    const title = request.body.title ?? null;
    const [crawl, address] = [
      { id, base, kind: "url" as const, starts: [start], maxDepth: 0, maxPages: 1, title, by, at },
      new URL(url).href,
    ];
    const documentId = urlDocumentId(base, address);
    await openCrawl(documents, tenantId, crawl, {
      id: documentId,
      base,
      live: null,
      reading: null,
      versions: 0,
      failure: null,
      createdBy: by,
      createdAt: at,
      updatedAt: at,
      name: fileName(address, ""),
      title: title ?? fileName(address, ""),
      titled: title !== null,
      status: "reading",
      origin: { kind: "url", url: address, crawlId: id },
    });
    const due = { id: deriveId(id, "begin"), tenantId, key: id, at: now(), data: { crawlId: id, round: 0 } };
    await bus.publish([envelopeOf(knowledgeCrawlDue, due)]);
    return documentOf(request, documentId);
  }

  function documentOf({ identity }: Pick<Request, "identity">, id: string): Promise<KnowledgeDocument> {
    return requireState(documents, identity.tenantId, knowledgeDocuments, { id, what: "document" });
  }

  return add;
}

/** @throws Problem 422 when the request names no content, or more than one. */
function checkContent({ body, file }: Pick<Request, "body" | "file">): void {
  const given = [file, body.text, body.faq, body.url].filter((each) => each !== undefined);
  if (given.length !== 1)
    throw new Problem(422, "document-content-ambiguous", "Send exactly one of a file, `text`, `faq` and `url`.");
  if (body.text !== undefined && body.name === undefined)
    throw new Problem(422, "document-name-missing", "A text needs a `name`, by which a newer one replaces it.");
}

/** The file as it is stored, whatever it came as. */
function fileOf({ body, file }: Pick<Request, "body" | "file">): UploadedFile {
  const name = oneLine(body.name ?? file?.name ?? "faq.json").slice(-maxNameCharacters);
  if (file !== undefined) return { ...file, name, contentType: file.contentType.slice(0, maxNameCharacters) };
  if (body.faq !== undefined)
    return { name, contentType: "application/json", bytes: Buffer.from(JSON.stringify(body.faq)) };
  const isNamed = /\.(md|markdown|txt|html?|csv)$/i.test(name);
  return { name, contentType: isNamed ? "" : "text/markdown", bytes: Buffer.from(body.text ?? "") };
}
