import { z } from "zod";
import { requirementLimits } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import {
  type RequirementsVersion,
  requirementsVersionId,
  requirementsVersions,
} from "../../../../shared/contracts/lifecycle/requirements.ts";
import { requirementsVersionRequested } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent } from "../../../../shared/http/requested-event.ts";
import { type ApiRequest, route } from "../../../../shared/http/route.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { type RequirementsDependencies, requirementsEditor, requireRequirements } from "./dependencies.ts";
import { changesBetween, operationsFor } from "./item-changes.ts";
import { ById } from "./params.ts";
import { AppliedChange } from "./requirements.ts";
import { keepVersion } from "./steps.ts";
import {
  EditedRequirements,
  RequirementsView,
  requirementsView,
  VersionSummary,
  VersionView,
  versionSummary,
} from "./views.ts";

const tag = "Requirements";
const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
const statusOf: Readonly<Record<string, number>> = { "requirements-stale": 409, "second-person-required": 403 };

type Requesting = Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">;

/** Kept versions: by name, compared, restored, approved. */
export function requirementsVersionRoutes(dependencies: RequirementsDependencies) {
  const { documents, runner, now } = dependencies;
  const edit = requirementsEditor(dependencies);

  async function requireVersion(tenantId: TenantId, id: string, number: number): Promise<RequirementsVersion> {
    const { versions } = await requireRequirements(documents, tenantId, id);
    const stored = await documents.get(tenantId, requirementsVersions, requirementsVersionId(id, number));
    if (stored !== undefined) return stored.data;
    const known = versions === 0 ? "It has none yet." : `It has 1 to ${versions}.`;
    throw new Problem(404, "prd-version-not-found", `The document has no version ${number}. ${known}`);
  }

  async function keep(
    request: Requesting,
    id: string,
    wish: { readonly name: string; readonly approve: boolean; readonly revision: number },
  ): Promise<RequirementsView> {
    const { tenantId, subject: by } = request.identity;
    const at = now();
    const data = { requirementsId: id, ...wish, by, at: at.toISOString() };
    const action = wish.approve ? "approve-prd" : "keep-prd-version";
    const event = requestedEvent(requirementsVersionRequested, request, { action, key: id, data, at });
    const options = { repeatable: request.idempotencyKey !== undefined };
    const state = await runner.run(keepVersion, event, options).catch((error: unknown) => {
      const status = error instanceof TerminalError ? statusOf[error.code] : undefined;
      if (!(error instanceof TerminalError) || status === undefined) throw error;
      throw new Problem(status, error.code, error.message, { cause: error });
    });
    return requirementsView(state ?? (await requireRequirements(documents, tenantId, id)));
  }

  return [
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id/versions",
      operationId: "listRequirementsVersions",
      summary: "List the kept versions of a requirements document, newest first",
      description: "Without their items.",
      problems: { 404: ["prd-not-found"] },
      permission: "configs:read",
      params: ById,
      query: Paging,
      reply: pageOf(VersionSummary),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        await requireRequirements(documents, tenantId, id);
        const page = await documents.query(tenantId, requirementsVersions, {
          where: [["requirementsId", "==", id]],
          orderBy: { field: "number", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => versionSummary(data)) };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prds/:id/versions",
      operationId: "keepRequirementsVersion",
      summary: "Keep the document as it stands, under a name",
      description: "A kept version never changes.",
      problems: { 404: ["prd-not-found"] },
      example: { name: "After the workshop" },
      permission: "configs:write",
      params: ById,
      body: z.object({ name: z.string().trim().min(1).max(requirementLimits.line).describe("The version's name.") }),
      reply: RequirementsView,
      async handle(request) {
        const { id } = request.params;
        const { revision } = await requireRequirements(documents, request.identity.tenantId, id);
        return { status: 200, body: await keep(request, id, { name: request.body.name, approve: false, revision }) };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id/versions/:version",
      operationId: "getRequirementsVersion",
      summary: "Get a kept version with its items",
      description: "As the document stood when the version was kept.",
      problems: { 404: ["prd-not-found", "prd-version-not-found"] },
      permission: "configs:read",
      params: ById.extend({ version: VersionNumber.describe("The version's number.") }),
      reply: VersionView,
      async handle({ identity, params }) {
        const version = await requireVersion(identity.tenantId, params.id, params.version);
        return { status: 200, body: { ...versionSummary(version), items: version.items } };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prds/:id/diff",
      operationId: "compareRequirements",
      summary: "Compare two versions of a requirements document",
      description:
        "By item and field. Items keep their ids over all versions, so a moved or reworded one is no new one.",
      problems: { 404: ["prd-not-found", "prd-version-not-found"] },
      permission: "configs:read",
      params: ById,
      query: z.object({
        from: VersionNumber.describe("The number of the version to begin at."),
        to: VersionNumber.optional().describe(
          "The number of the other version. Without it, the document as it stands.",
        ),
      }),
      reply: z.object({ changes: z.array(AppliedChange).describe("What leads from the one to the other.") }),
      async handle({ identity: { tenantId }, params: { id }, query: { from, to } }) {
        const [older, newer] = await Promise.all([
          requireVersion(tenantId, id, from),
          to === undefined ? requireRequirements(documents, tenantId, id) : requireVersion(tenantId, id, to),
        ]);
        return { status: 200, body: { changes: [...changesBetween(older.items, newer.items)] } };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prds/:id/restore",
      operationId: "restoreRequirementsVersion",
      summary: "Make the document as it stood in a kept version",
      description:
        "Restoring is a change like any other: it is in the history and can be taken back. Ids come back too.",
      problems: {
        404: ["prd-not-found", "prd-version-not-found"],
        422: ["requirements-invalid", "requirements-full"],
      },
      example: { version: 1 },
      permission: "configs:write",
      params: ById,
      body: z.object({ version: z.number().int().min(1).describe("The number of the version.") }),
      reply: EditedRequirements,
      async handle(request) {
        const { id } = request.params;
        const { tenantId } = request.identity;
        const version = await requireVersion(tenantId, id, request.body.version);
        const { items } = await requireRequirements(documents, tenantId, id);
        const operations = operationsFor(changesBetween(items, version.items));
        return { status: 200, body: await edit(request, id, { operations, via: "restore" }) };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prds/:id/approve",
      operationId: "approveRequirements",
      summary: "Approve a requirements document as it was read",
      description:
        "Keeps an approved version. A document without objectives, with a `must` that no scenario names, or with an open conflict cannot be approved; the answer says why. Where the document takes two people, the last author cannot approve it.",
      problems: {
        403: ["second-person-required"],
        404: ["prd-not-found"],
        409: ["requirements-stale"],
        422: ["requirements-incomplete"],
      },
      example: { revision: 12 },
      permission: "configs:write",
      params: ById,
      body: z.object({
        revision: z.number().int().min(0).describe("The `revision` of the document that you read."),
        name: z.string().trim().min(1).max(requirementLimits.line).default("Approved").describe("The version's name."),
      }),
      reply: RequirementsView,
      async handle(request) {
        const { name, revision } = request.body;
        return { status: 200, body: await keep(request, request.params.id, { name, approve: true, revision }) };
      },
    }),
  ];
}
