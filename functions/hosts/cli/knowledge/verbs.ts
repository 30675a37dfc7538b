import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, wholeNumber, withExamples } from "../options.ts";

const baseOption = () => new Option("--base <name>", "the knowledge base");
const id = "d5K2pQ";

/** `knowledge …`: the documents that the client's agents quote. */
export function addKnowledgeVerbs(root: Command): void {
  const knowledge = root.command("knowledge").description("add, look at and search the documents that agents quote");

  withExamples(
    onServer(knowledge.command("add").description("add or replace documents, and wait until they are read"))
      .argument("<files...>", "files, or https addresses")
      .addOption(baseOption())
      .option("--title <text>", "what citations show; for one document")
      .addOption(jsonOption())
      .action(async (files: string[], options) => (await import("./documents.ts")).addDocuments({ files, ...options })),
    "knowledge add prices.pdf terms.docx --client client_123",
    "knowledge add https://shop.example/help --client client_123 --base help",
  );
  withExamples(
    onServer(knowledge.command("list").description("list documents, the last changed first"))
      .addOption(baseOption())
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./documents.ts")).listDocuments(options)),
    "knowledge list --client client_123",
  );
  withExamples(
    onServer(knowledge.command("show").description("show a document: what is quoted, and what could not be read"))
      .argument("<document>", "its id, as in the list")
      .option("--passages", "its passages, too")
      .addOption(jsonOption())
      .action(async (document: string, options) =>
        (await import("./documents.ts")).showDocument({ document, ...options }),
      ),
    `knowledge show ${id} --client client_123 --passages`,
  );
  withExamples(
    onServer(knowledge.command("remove").description("remove a document; it is not quoted from this moment"))
      .argument("<document>", "its id, as in the list")
      .addOption(jsonOption())
      .action(async (document: string, options) =>
        (await import("./documents.ts")).removeDocument({ document, ...options }),
      ),
    `knowledge remove ${id} --client client_123`,
  );
  withExamples(
    onServer(knowledge.command("search").description("search the documents as an agent does"))
      .argument("<query>", "what to look for")
      .addOption(baseOption())
      .addOption(new Option("--limit <count>", "most passages").default(5).argParser((given) => wholeNumber(given)))
      .addOption(jsonOption())
      .action(async (query: string, options) => (await import("./search.ts")).search({ query, ...options })),
    'knowledge search "how long does a return take" --client client_123',
  );
  withExamples(
    onServer(knowledge.command("crawl").description("read a web site, page by page, and wait until it is read"))
      .argument("<urls...>", "where to begin")
      .addOption(baseOption())
      .option("--sitemap", "the addresses are sitemaps")
      .option("--depth <count>", "links that are followed from the first pages", wholeNumber)
      .option("--pages <count>", "pages that are read at most", wholeNumber)
      .addOption(jsonOption())
      .action(async (urls: string[], options) => (await import("./crawl.ts")).crawl({ urls, ...options })),
    "knowledge crawl https://shop.example/help --client client_123 --pages 50",
  );
  withExamples(
    onServer(knowledge.command("unanswered").description("list what customers asked and nothing answered"))
      .option("--since <time>", "only since then, such as 2026-11-01T00:00:00Z")
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./search.ts")).showUnanswered(options)),
    "knowledge unanswered --client client_123",
  );
}
