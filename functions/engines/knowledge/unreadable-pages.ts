import type { Block, ReadDocument, UnreadablePage } from "../../../shared/knowledge/reading/block.ts";
import { markdownBlocks } from "../../../shared/knowledge/reading/formats/read-markdown.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { RetryableError, TerminalError } from "../../../shared/runtime/failures/errors.ts";
import type { StepContext } from "../../../shared/runtime/step.ts";
import type { PageProblem } from "./document.ts";

/** Reads the picture of a page. Undefined where no model can. The text is Markdown. */
export interface PageReader {
  readPage(page: {
    readonly tenantId: TenantId;
    readonly contentType: string;
    readonly base64: string;
    readonly signal: AbortSignal;
  }): Promise<string | undefined>;
}

/** Larger pages are not sent to a model. */
const maxPageBytes = 14 * 1024 * 1024;

/**
 * The blocks of a batch with those of its unreadable pages, which a vision model reads. What it read is kept, so that a
 * repeat does not pay again. A page that cannot be read is a problem, never a guess.
 */
export async function readUnreadablePages(
  batch: ReadDocument,
  by: { readonly pageReader: PageReader; readonly contentType: string; readonly tenantId: TenantId },
  ctx: StepContext,
): Promise<{ readonly blocks: readonly Block[]; readonly problems: readonly PageProblem[] }> {
  const problems: PageProblem[] = [];
  const read: Block[] = [];
  for (const page of batch.unreadable) {
    const text = await readPage(page, by, ctx);
    if (typeof text === "string") read.push(...markdownBlocks(text, page.page).blocks);
    else problems.push({ page: page.page, ...text });
  }
  if (read.length === 0) return { blocks: batch.blocks, problems };
  const blocks = [...batch.blocks, ...read].toSorted((a, b) => (a.page ?? 1) - (b.page ?? 1));
  return { blocks, problems };
}

async function readPage(
  { page, file }: UnreadablePage,
  { pageReader, contentType, tenantId }: Parameters<typeof readUnreadablePages>[1],
  ctx: StepContext,
): Promise<string | Omit<PageProblem, "page">> {
  if (file === undefined)
    return { code: "page-unreadable", detail: "The page's text is broken, and the page cannot be cut out." };
  if (file.byteLength > maxPageBytes) return { code: "page-too-large", detail: "The page is larger than 14 MB." };
  const type = contentType.startsWith("image/") ? contentType : "application/pdf";
  const base64 = Buffer.from(file).toString("base64");
  try {
    const run = async () =>
      (await pageReader.readPage({ tenantId, contentType: type, base64, signal: ctx.signal })) ?? null;
    const text = await ctx.effect<string | null>(`page-${page}`, run, { policy: "repeat" });
    if (text !== null && text.trim() !== "") return text;
    return {
      code: "page-unreadable",
      detail:
        "The page has no readable text, and no model here reads pictures. Set GEMINI_API_KEY, or send a file with text.",
    };
  } catch (error) {
    if (error instanceof RetryableError && ctx.attempt < modelAttempts) throw error;
    if (!(error instanceof RetryableError) && !(error instanceof TerminalError)) throw error;
    ctx.log.warn({ err: error, page }, "a page could not be read by a model");
    return { code: "page-unreadable", detail: "The model could not read the page. Send the document again later." };
  }
}

const modelAttempts = 4;
