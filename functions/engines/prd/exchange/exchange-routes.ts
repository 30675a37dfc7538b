import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type RequirementsDependencies, requirementsEditor, requireRequirements } from "../document/dependencies.ts";
import { ById } from "../document/params.ts";
import { type AppliedChange, type Requirements, requirementsChanges } from "../document/requirements.ts";
import { EditedRequirements } from "../document/views.ts";
import { fromMarkdown } from "./from-markdown.ts";
import { toMarkdown } from "./to-markdown.ts";
import { itemsBefore, writtenOperations } from "./written-operations.ts";

const tag = "Requirements";
/** Of a Markdown text, in UTF-16 code units: more than the largest document takes. */
const maxMarkdown = 600_000;
/** An import finds edits by comparing with the document as its author read it, at most this many changes ago. */
const maxChangesSince = 200;

/** Documents as files: Markdown out and in, and PDF. */
export function requirementsExchangeRoutes(dependencies: RequirementsDependencies) {
  const { documents } = dependencies;
  const edit = requirementsEditor(dependencies);
  return [
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id/export.md",
      operationId: "exportRequirementsMarkdown",
      summary: "Get a requirements document as Markdown",
      description: "`POST /v1/prds/{id}/import` reads it back. Its head names the revision.",
      problems: { 404: ["prd-not-found"] },
      permission: "configs:read",
      params: ById,
      reply: z.string(),
      textReply: "text/markdown",
      async handle({ identity, params: { id } }) {
        const state = await requireRequirements(documents, identity.tenantId, id);
        const headers = {
          "Content-Type": "text/markdown; charset=utf-8",
          "Content-Disposition": `attachment; filename="requirements-${state.revision}.md"`,
        };
        return { status: 200, body: toMarkdown(state), headers };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id/file",
      operationId: "exportRequirementsFile",
      summary: "Get a requirements document as a file: Markdown or PDF",
      description: "In the document's language. Facts cite the pages that say them.",
      problems: { 404: ["prd-not-found"], 422: ["pdf-too-large", "pdf-failed"] },
      permission: "configs:read",
      params: ById,
      query: z.object({ format: z.enum(["md", "pdf"]).default("pdf").describe("The file's format.") }),
      reply: z.object({
        file_name: z.string().describe("A name for the file."),
        media_type: z.string().describe("`text/markdown` or `application/pdf`."),
        base64: z.string().describe("The file's bytes in Base64."),
      }),
      async handle({ identity, params: { id }, query: { format } }) {
        const state = await requireRequirements(documents, identity.tenantId, id);
        const bytes = format === "md" ? Buffer.from(toMarkdown(state)) : await pdfOf(state);
        const body = {
          file_name: `requirements-${state.revision}.${format}`,
          media_type: format === "md" ? "text/markdown" : "application/pdf",
          base64: Buffer.from(bytes).toString("base64"),
        };
        return { status: 200, body };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prds/:id/import",
      operationId: "importRequirements",
      summary: "Change a requirements document by an edited Markdown file",
      description:
        "What differs from the revision in the file's head is applied as an edit: merged with what others changed since, or kept as a conflict. `### new` adds an item. A field that is left out is emptied; an item that is left out is removed.",
      problems: {
        404: ["prd-not-found", "requirement-not-found"],
        409: ["requirements-stale"],
        422: ["requirements-invalid", "requirements-full"],
      },
      example: {
        markdown: "---\nrevision: 1\n---\n\n## Objectives\n\n### new\n\n- text: Book tests\n- kind: bookings\n",
      },
      permission: "configs:write",
      params: ById,
      body: z.object({
        markdown: z
          .string()
          .min(1)
          .max(maxMarkdown)
          .describe("The file, as `export.md` wrote it and people edited it."),
      }),
      textBody: { mediaType: "text/markdown", field: "markdown" },
      reply: EditedRequirements,
      async handle(request) {
        const { identity, params, body } = request;
        const { tenantId, subject: by } = identity;
        const state = await requireRequirements(documents, tenantId, params.id);
        const written = fromMarkdown(body.markdown);
        if (written.revision === null && state.revision > 1)
          throw new Problem(
            422,
            "requirements-invalid",
            "The head names no revision. Export the document, and edit that file.",
          );
        // A text from nothing adds to an empty document, and leaves its title where it has none of its own.
        const read = written.revision ?? state.revision;
        const changes = await changesSince(documents, { tenantId, state, revision: read });
        const base = itemsBefore(state.items, changes);
        const operations = writtenOperations({ ...written, revision: read }, { base, by });
        return { status: 200, body: await edit(request, params.id, { operations, via: "import" }) };
      },
    }),
  ];
}

async function pdfOf(state: Requirements): Promise<Uint8Array> {
  const [{ renderPdf }, { requirementsPdf }] = await Promise.all([
    import("../../../../shared/documents/pdf/render-pdf.ts"),
    import("./requirements-pdf.ts"),
  ]);
  return renderPdf(requirementsPdf(state));
}

/** The changes after a revision, oldest first. @throws Problem 409 `requirements-stale`, 422 `requirements-invalid` */
async function changesSince(
  documents: Documents,
  of: { readonly tenantId: TenantId; readonly state: Requirements; readonly revision: number },
): Promise<readonly AppliedChange[]> {
  const { tenantId, state, revision } = of;
  const since = state.revision - revision;
  if (since < 0)
    throw new Problem(
      422,
      "requirements-invalid",
      `The head names revision ${revision}, and the document is at ${state.revision}. Is the file of another document?`,
    );
  if (since > maxChangesSince)
    throw new Problem(
      409,
      "requirements-stale",
      `The document has changed ${since} times since the file was written. Export it again, and repeat the edit there.`,
    );
  const found: AppliedChange[] = [];
  let cursor: string | undefined;
  let missing = since;
  while (missing > 0) {
    const page = await documents.query(tenantId, requirementsChanges, {
      where: [["requirementsId", "==", state.id]],
      orderBy: { field: "revision", direction: "desc" },
      limit: Math.min(missing, 50),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const records = page.items.map(({ data }) => data).filter((record) => record.revision > revision);
    for (const record of records) found.unshift(...record.changes);
    missing -= page.items.length;
    if (page.nextCursor === undefined || records.length === 0) break;
    cursor = page.nextCursor;
  }
  return found;
}
