import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import { absent, put, type Stored } from "../../../../shared/platform/documents.ts";
import { type RequirementsDependencies, requireRequirements } from "./dependencies.ts";
import { ById } from "./params.ts";
import { type RequirementComment, requirementComments } from "./requirements.ts";

const tag = "Requirements";
const maxCharacters = 2_000;

const CommentView = z
  .object({
    comment_id: z.string().describe("Identifies the comment."),
    item: z.string().nullable().describe("The item that it is about. Null: the whole document."),
    text: z.string().describe("What was written."),
    by: z.string().describe("Its author."),
    at: z.string().describe("When it was written."),
    resolved_by: z.string().nullable().describe("Who settled it. Null while it is open."),
  })
  .meta({ id: "RequirementsComment" });

/** What people write beside a requirements document. */
export function requirementCommentRoutes({ documents, now }: Omit<RequirementsDependencies, "runner">) {
  return [
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id/comments",
      operationId: "listRequirementsComments",
      summary: "List the comments on a requirements document, newest first",
      description: "Of the whole document and of its items, settled ones included.",
      problems: { 404: ["prd-not-found"] },
      permission: "configs:read",
      params: ById,
      query: Paging,
      reply: pageOf(CommentView),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        await requireRequirements(documents, tenantId, id);
        const page = await documents.query(tenantId, requirementComments, {
          where: [["requirementsId", "==", id]],
          orderBy: { field: "at", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, commentView) };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prds/:id/comments",
      operationId: "commentRequirements",
      summary: "Comment on a requirements document, or on one of its items",
      description: "Comments change nothing in the document.",
      problems: { 404: ["prd-not-found", "requirement-not-found"] },
      example: { item: "REQ-3", text: "Does this also hold on Sundays?" },
      permission: "configs:write",
      status: 201,
      params: ById,
      body: z.object({
        item: z.string().min(1).max(20).optional().describe("The item. Left out: the whole document."),
        text: z.string().trim().min(1).max(maxCharacters).describe("The comment."),
      }),
      reply: CommentView,
      async handle({ identity: { tenantId, subject: by }, params: { id }, body: { item = null, text } }) {
        const { items } = await requireRequirements(documents, tenantId, id);
        if (item !== null && !items.some((each) => each.id === item))
          throw new Problem(404, "requirement-not-found", `The document has no item ${item}.`);
        const data = { requirementsId: id, item, text, by, at: now().toISOString(), resolvedBy: null };
        const commentId = randomUUID();
        await documents.commit(tenantId, [put(requirementComments, commentId, data, { ifVersion: absent })]);
        return { status: 201, body: commentView({ id: commentId, data }) };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prds/:id/comments/:comment/resolve",
      operationId: "resolveRequirementsComment",
      summary: "Settle a comment",
      description: "A settled comment stays in the list. The first who settles it is named.",
      problems: { 404: ["comment-not-found"] },
      permission: "configs:write",
      params: ById.extend({ comment: z.string().min(1).max(64).describe("The comment's `comment_id`.") }),
      reply: CommentView,
      async handle({ identity: { tenantId, subject }, params: { id, comment } }) {
        const stored = await documents.get(tenantId, requirementComments, comment);
        if (stored?.data.requirementsId !== id)
          throw new Problem(404, "comment-not-found", `The document has no comment "${comment}".`);
        const data = { ...stored.data, resolvedBy: stored.data.resolvedBy ?? subject };
        await documents.commit(tenantId, [put(requirementComments, comment, data, { ifVersion: stored.version })]);
        return { status: 200, body: commentView({ id: comment, data }) };
      },
    }),
  ];
}

function commentView({ id, data }: Pick<Stored<RequirementComment>, "id" | "data">): z.infer<typeof CommentView> {
  const { item, text, by, at, resolvedBy } = data;
  return { comment_id: id, item, text, by, at, resolved_by: resolvedBy };
}
