import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { maxFileBytes } from "../../../engines/knowledge/add-document.ts";
import { DocumentView, PassageView } from "../../../engines/knowledge/views.ts";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

type Document = z.infer<typeof DocumentView>;
type JsonOptions = ServerOptions & { readonly json?: boolean };

const path = "/v1/knowledge/documents";
const pollIntervalMs = 500;

/** Adds files and addresses, and waits until each is read. @throws Failure when one cannot be read. */
export async function addDocuments(
  options: JsonOptions & { readonly files: readonly string[]; readonly base?: string; readonly title?: string },
): Promise<void> {
  const { files, base, title } = options;
  if (title !== undefined && files.length > 1)
    throw new Failure("--title is for one document. Add the others by themselves.", { exitCode: 2 });
  const api = await connect(options, "admin");
  const begun: Document[] = [];
  for (const file of files) begun.push(await addOne(api, file, { base, title }));
  const done = await Promise.all(begun.map((document) => waitUntilSettled(api, document)));
  if (options.json) printJson(done);
  else for (const document of done) print(summaryOf(document));
  const failed = done.filter(({ failure }) => failure !== null);
  if (failed.length > 0) throw new Failure(`${failed.length} of ${done.length} could not be read.`);
}

function addOne(
  api: ApiClient,
  file: string,
  { base, title }: { readonly base: string | undefined; readonly title: string | undefined },
): Promise<Document> {
  const fields = { ...(base === undefined ? {} : { base }), ...(title === undefined ? {} : { title }) };
  if (/^https?:\/\//.test(file)) return api.send("POST", path, { url: file, ...fields }, DocumentView);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([bytesOf(file)]), basename(file));
  return api.upload(path, form, DocumentView);
}

function bytesOf(file: string): Buffer<ArrayBuffer> {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (size === undefined) throw new Failure(`There is no file ${file}.`);
  if (size > maxFileBytes) throw new Failure(`${file} is larger than 64 MiB.`);
  return readFileSync(file);
}

async function waitUntilSettled(api: ApiClient, begun: Document): Promise<Document> {
  let document = begun;
  while (document.status === "reading" || document.status === "indexing") {
    await sleep(pollIntervalMs);
    document = await documentOf(api, document.id);
    if (document.pages !== null && document.pages > 1)
      note(`${document.name}: ${document.pages_read} of ${document.pages} pages`);
  }
  return document;
}

function documentOf(api: ApiClient, id: string): Promise<Document> {
  return api.get("/v1/knowledge/documents/:id", { params: { id }, reply: DocumentView });
}

function summaryOf({ id, name, title, status, passages, problems, failure }: Document): string {
  if (failure !== null) return `${name} (${id}): ${failure.detail}`;
  const unread = problems.length === 0 ? "" : `, ${problems.length} pages could not be read`;
  return `${name} (${id}): ${status}, ${passages} passages of "${title}"${unread}`;
}

export async function listDocuments(options: ServerOptions & ListOptions & { readonly base?: string }): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async (query) => {
    const page = await api.get("/v1/knowledge/documents", {
      query: { ...query, base: options.base },
      reply: pageOf(DocumentView),
    });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print(`${options.client} has no documents.`);
  printTable(
    ["id", "base", "name", "status", "passages", "changed"],
    items.map(({ id, base, name, status, passages, updated_at }) => [
      id,
      base,
      name,
      status,
      String(passages),
      localTime(updated_at),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

const Passages = z.object({ items: z.array(PassageView), next_from: z.number().nullable() });

export async function showDocument(
  options: JsonOptions & { readonly document: string; readonly passages?: boolean },
): Promise<void> {
  const api = await connect(options);
  const document = await documentOf(api, options.document);
  const passages = options.passages ? await passagesOf(api, document.id) : [];
  if (options.json) return printJson(options.passages ? { ...document, passages } : document);
  print(summaryOf(document));
  for (const { page, detail } of document.problems) print(`  page ${page}: ${detail}`);
  for (const { section, page, text } of passages)
    print(`\n[${[...section, ...(page === null ? [] : [`p. ${page}`])].join(" › ")}]\n${text}`);
}

async function passagesOf(api: ApiClient, id: string): Promise<z.infer<typeof PassageView>[]> {
  const found: z.infer<typeof PassageView>[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const page: z.infer<typeof Passages> = await api.get("/v1/knowledge/documents/:id/passages", {
      params: { id },
      query: { from },
      reply: Passages,
    });
    found.push(...page.items);
    from = page.next_from;
  }
  return found;
}

export async function removeDocument(options: JsonOptions & { readonly document: string }): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: options.document };
  const removed = await api.delete("/v1/knowledge/documents/:id", { params, reply: DocumentView });
  if (options.json) return printJson(removed);
  print(`${removed.name} is removed and not quoted any more.`);
}
