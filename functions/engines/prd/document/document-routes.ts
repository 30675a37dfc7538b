import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requirementLimits } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import { requirementsOpened } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { route } from "../../../../shared/http/route.ts";
import {
  type RequirementsDependencies,
  requirementsEditor,
  requireRequirements,
  requireResearch,
} from "./dependencies.ts";
import { inverseOf, operationsFor } from "./item-changes.ts";
import { EditOperation } from "./operation.ts";
import { ById } from "./params.ts";
import { changeId, requirements, requirementsChanges } from "./requirements.ts";
import { openRequirements } from "./steps.ts";
import {
  ChangeView,
  changeView,
  EditedRequirements,
  RequirementsSummary,
  RequirementsView,
  requirementsSummary,
  requirementsView,
} from "./views.ts";

const maxOperationsByHand = 100;
const tag = "Requirements";

/** Requirements documents, and what people change in them. */
export function requirementsRoutes(dependencies: RequirementsDependencies) {
  const { documents, runner, now } = dependencies;
  const edit = requirementsEditor(dependencies);
  return [
    route({
      tag,
      method: "POST",
      path: "/v1/prds",
      operationId: "openRequirements",
      summary: "Open an empty requirements document",
      description: "To be written by hand or from Markdown. `POST /v1/prd/sessions` opens one with an interview.",
      problems: { 404: ["research-not-found"] },
      example: { title: "Front desk of Asha Diagnostics", language: "en", two_people: true },
      permission: "configs:write",
      status: 201,
      idempotency: "own",
      body: z.object({
        title: z.string().trim().min(1).max(requirementLimits.line).describe("The document's title."),
        language: z.enum(["en", "hi"]).default("en").describe("The language that it is written in."),
        research_id: z.string().min(1).max(100).optional().describe("The research run that it builds on."),
        two_people: z.boolean().default(false).describe("True when the approver must not be the last author."),
      }),
      reply: RequirementsView,
      async handle(request) {
        const { title, language, research_id: researchId = null, two_people: twoPeople } = request.body;
        const { identity, idempotencyKey } = request;
        await requireResearch(documents, identity.tenantId, researchId ?? undefined);
        const action = { action: "open-prd", key: "new" };
        const requirementsId = idempotencyKey === undefined ? randomUUID() : requestedId(request, action);
        const at = now();
        const data = {
          requirementsId,
          title,
          researchId,
          language,
          twoPeople,
          by: identity.subject,
          at: at.toISOString(),
        };
        const event = requestedEvent(requirementsOpened, request, { ...action, data, at });
        const state = await runner.run(openRequirements, event, { repeatable: idempotencyKey !== undefined });
        const opened = state ?? (await requireRequirements(documents, identity.tenantId, requirementsId));
        return { status: 201, body: requirementsView(opened) };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prds",
      operationId: "listRequirements",
      summary: "List requirements documents, the last changed first",
      description: "Without their items.",
      permission: "configs:read",
      query: Paging,
      reply: pageOf(RequirementsSummary),
      async handle({ identity, query }) {
        const page = await documents.query(identity.tenantId, requirements.collection, {
          orderBy: { field: "state.updatedAt", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => requirementsSummary(data.state)) };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id",
      operationId: "getRequirements",
      summary: "Get a requirements document with its items and open conflicts",
      description: "`hindrances` says what must be done before it can be approved.",
      problems: { 404: ["prd-not-found"] },
      permission: "configs:read",
      params: ById,
      reply: RequirementsView,
      async handle({ identity, params }) {
        const state = await requireRequirements(documents, identity.tenantId, params.id);
        return { status: 200, body: requirementsView(state) };
      },
    }),
    route({
      tag,
      method: "PATCH",
      path: "/v1/prds/:id",
      operationId: "editRequirements",
      summary: "Change a requirements document, item by item and field by field",
      description:
        "All operations take effect together. Several people and the interview may change one document at once: a field is changed where it still holds `before`, texts are merged word by word, and what cannot be merged is kept under `conflicts`. No change is lost.",
      problems: {
        404: ["prd-not-found", "requirement-not-found"],
        422: ["requirements-invalid", "requirements-full"],
      },
      example: { operations: [{ op: "set", id: "REQ-3", field: "priority", before: "should", value: "must" }] },
      permission: "configs:write",
      params: ById,
      body: z.object({
        operations: z.array(EditOperation).min(1).max(maxOperationsByHand).describe("What to change, in order."),
      }),
      reply: EditedRequirements,
      async handle(request) {
        const { operations } = request.body;
        return { status: 200, body: await edit(request, request.params.id, { operations, via: "hand" }) };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id/changes",
      operationId: "listRequirementsChanges",
      summary: "List the changes of a requirements document, newest first",
      description: "By hand, by the interview, by undo, restore and import: one history.",
      problems: { 404: ["prd-not-found"] },
      permission: "configs:read",
      params: ById,
      query: Paging,
      reply: pageOf(ChangeView),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        await requireRequirements(documents, tenantId, id);
        const page = await documents.query(tenantId, requirementsChanges, {
          where: [["requirementsId", "==", id]],
          orderBy: { field: "revision", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => changeView(data)) };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prds/:id/undo",
      operationId: "undoRequirementsChange",
      summary: "Take back a change: the last one, or an earlier one",
      description:
        "An undo is a change like any other: taking it back does again what it undid. What was changed since then stays, with a conflict.",
      problems: {
        404: ["prd-not-found", "requirements-change-not-found"],
        422: ["requirements-invalid", "requirements-full"],
      },
      example: { revision: 4 },
      permission: "configs:write",
      params: ById,
      body: z.object({
        revision: z
          .number()
          .int()
          .min(1)
          .optional()
          .describe("The revision that the change made. Without it, the last change."),
      }),
      reply: EditedRequirements,
      async handle(request) {
        const { id } = request.params;
        const { tenantId } = request.identity;
        const { revision: newest } = await requireRequirements(documents, tenantId, id);
        const { revision = newest } = request.body;
        const change = await documents.get(tenantId, requirementsChanges, changeId(id, revision));
        if (change === undefined)
          throw new Problem(
            404,
            "requirements-change-not-found",
            `No change made revision ${revision}. \`GET /v1/prds/${id}/changes\` lists them.`,
          );
        const operations = operationsFor(inverseOf(change.data.changes));
        return { status: 200, body: await edit(request, id, { operations, via: "undo" }) };
      },
    }),
  ];
}
