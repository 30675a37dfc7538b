import { z } from "zod";
import { demoRemovalDue } from "../../../shared/events/index.ts";
import { Paging, pageOf } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedId } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Bus } from "../../../shared/platform/bus.ts";
import { type Documents, put } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { SecretLinks } from "../../../shared/security/links/secret-link.ts";
import { type Demo, demos } from "./demo.ts";
import { DemoConfig } from "./demo-config.ts";
import { openDemo, renewLink } from "./open-demo.ts";
import { readActivity } from "./read-activity.ts";
import { readDemoYaml } from "./read-demo-yaml.ts";
import { DemoSettings, DemoView, DemoViews, demoView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(64).describe("The demo's id.") });
const tag = "Demos";
const dayMs = 86_400_000;
const usualCaps = { per_visitor: 200, per_day: 2_000 };

const NewDemo = DemoSettings.extend({
  config: DemoConfig.optional().describe("What the demo is made from. It may be left out with `research_id`."),
  yaml: z.string().min(1).max(200_000).optional().describe("The same as a file that begins with `demo_config:`."),
  research_id: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("A finished research of the client. Its facts are shown; what sources dispute is left out."),
  seed: z.string().min(1).max(100).optional().describe("The same seed on the same day invents the same data."),
});

type NewDemo = z.output<typeof NewDemo>;

const DemoChange = DemoSettings.extend({
  renew_link: z
    .boolean()
    .default(false)
    .describe("True withdraws the link and gives a new one with the same password."),
});

/** Demos of the agency: pages with an invented business that the product itself answers. */
export function demoRoutes(dependencies: {
  readonly documents: Documents;
  readonly bus: Pick<Bus, "publish">;
  readonly links: SecretLinks;
  readonly publicUrl: string;
  readonly now: () => Date;
}) {
  const { documents, bus, links, publicUrl, now } = dependencies;
  const urlOf = (token: string) => `${publicUrl}/demos/${token}`;
  const requireDemo = (tenantId: TenantId, id: string): Promise<Demo> =>
    requireState(documents, tenantId, demos, { id, what: "demo" });
  const inDays = (days: number) => new Date(now().getTime() + days * dayMs);

  async function madeFrom(tenantId: TenantId, body: Pick<NewDemo, "config" | "yaml" | "research_id">) {
    const given = body.config ?? (body.yaml === undefined ? undefined : configOf(body.yaml));
    if (body.research_id !== undefined) {
      const { demoOfResearch } = await import("./from-research/demo-of-research.ts");
      return demoOfResearch(documents, { tenantId, researchId: body.research_id, given });
    }
    return { config: given ?? configOf(undefined), notes: [] };
  }

  return [
    route({
      method: "POST",
      path: "/v1/demos",
      operationId: "createDemo",
      summary: "Make a demo: a branded page that the product answers with invented data",
      description:
        "Send `config`, or `yaml` with `demo_config`, or a `research_id` whose facts fill what they leave out. The answer comes at once and names the page's `url`, which is shown only here; `GET /v1/demos/{id}` tells the progress. Nothing that a demo does reaches anybody outside.",
      problems: { 404: ["research-report-not-found"], 422: ["demo-config-invalid", "demo-industry-unknown"] },
      example: {
        config: { business_name: "Krishna Diagnostics", industry: "healthcare", language: "en" },
        password: "krishna-2026",
      },
      tag,
      permission: "configs:write",
      status: 202,
      textBody: { mediaType: "text/yaml", field: "yaml" },
      body: NewDemo,
      reply: DemoView,
      async handle(request) {
        const { tenantId, subject: by } = request.identity;
        const { state = "live", expires_in_days: days = 14, password = null, caps = usualCaps, seed } = request.body;
        const { research_id: researchId = null } = request.body;
        const { config, notes } = await madeFrom(tenantId, request.body);
        const demoId = deriveId("demo", requestedId(request, { action: "create-demo", key: "demo" }));
        const limits = caps === null ? null : { perVisitor: caps.per_visitor, perDay: caps.per_day };
        const wish = {
          tenantId,
          demoId,
          config,
          researchId,
          notes,
          seed,
          state,
          expiresAt: inDays(days),
          password,
          caps: limits,
          by,
          at: now(),
        };
        const { demo, token } = await openDemo({ documents, bus, links }, wish);
        return { status: 202, body: demoView(demo, await links.show(tenantId, demo.linkId), urlOf(token)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/demos",
      operationId: "listDemos",
      summary: "List demos, newest first",
      description: "Also those that are being made, have failed or were removed.",
      tag,
      permission: "configs:read",
      query: Paging,
      reply: pageOf(DemoView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.createdAt", direction: "desc" } as const;
        const { items, nextCursor } = await documents.query(tenantId, demos.collection, { orderBy, ...query });
        const views = items.map(async ({ data: { state } }) =>
          demoView(state, await links.show(tenantId, state.linkId)),
        );
        return { status: 200, body: { items: await Promise.all(views), next_cursor: nextCursor ?? null } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/demos/:id",
      operationId: "getDemo",
      summary: "Get a demo and how far it is",
      description: "`progress` says what happens now, and `notes` what the demo does otherwise than asked.",
      problems: { 404: ["demo-not-found"] },
      tag,
      permission: "configs:read",
      params: ById,
      reply: DemoView,
      async handle({ identity: { tenantId }, params: { id } }) {
        const demo = await requireDemo(tenantId, id);
        return { status: 200, body: demoView(demo, await links.show(tenantId, demo.linkId)) };
      },
    }),
    route({
      method: "PATCH",
      path: "/v1/demos/:id",
      operationId: "changeDemo",
      summary: "Pause a demo, or change its end, its password and its caps",
      description:
        "Holds from the next request of a visitor on. A new password ends the visits that the old one opened.",
      problems: { 404: ["demo-not-found"], 409: ["version-conflict"] },
      example: { state: "paused" },
      tag,
      permission: "configs:write",
      params: ById,
      body: DemoChange,
      reply: DemoView,
      async handle({ identity: { tenantId, subject: by }, params: { id }, body }) {
        await requireDemo(tenantId, id);
        const stored = await documents.get(tenantId, demos.collection, id);
        if (body.state !== undefined && stored) {
          const state = { ...stored.data.state, state: body.state, updatedAt: now().toISOString() };
          await documents.commit(tenantId, [
            put(demos.collection, id, { ...stored.data, state }, { ifVersion: stored.version }),
          ]);
        }
        const renewed = body.renew_link
          ? await renewLink({ documents, links }, { tenantId, demoId: id, by })
          : undefined;
        const demo = await requireDemo(tenantId, id);
        const { expires_in_days: days, password, caps } = body;
        const link = await links.change(tenantId, demo.linkId, {
          expiresAt: days === undefined ? undefined : inDays(days),
          password,
          caps: caps ? { perVisitor: caps.per_visitor, perDay: caps.per_day } : caps,
        });
        return { status: 200, body: demoView(demo, link, renewed ? urlOf(renewed.token) : null) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/demos/:id",
      operationId: "removeDemo",
      summary: "Remove a demo with everything of its sandbox",
      description:
        "The link ends at once. Conversations, invented data and configuration are deleted after the answer.",
      problems: { 404: ["demo-not-found"] },
      tag,
      permission: "configs:write",
      status: 202,
      params: ById,
      reply: DemoView,
      async handle({ identity: { tenantId }, params: { id } }) {
        const demo = await requireDemo(tenantId, id);
        if (demo.status === "removed") return { status: 202, body: demoView(demo, undefined) };
        const stored = await documents.get(tenantId, demos.collection, id);
        const state = {
          ...demo,
          status: "removing" as const,
          state: "paused" as const,
          updatedAt: now().toISOString(),
        };
        if (stored)
          await documents.commit(tenantId, [
            put(demos.collection, id, { ...stored.data, state }, { ifVersion: stored.version }),
          ]);
        await links.change(tenantId, demo.linkId, { revoke: true });
        const event = { id: deriveId(id, "remove"), tenantId, key: id, at: now(), data: { demoId: id, round: 0 } };
        await bus.publish([envelopeOf(demoRemovalDue, event)]);
        return { status: 202, body: demoView(state, undefined) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/demos/:id/views",
      operationId: "getDemoViews",
      summary: "Get who looked at a demo, what they asked and what it took",
      description: "Views are counted once each. Visitors are told apart by address, of which only a hash is kept.",
      problems: { 404: ["demo-not-found"] },
      tag,
      permission: "configs:read",
      params: ById,
      reply: DemoViews,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: await readActivity(documents, tenantId, await requireDemo(tenantId, id)) };
      },
    }),
  ];
}

/** @throws Problem 422 `demo-config-invalid` with the line and the remedy of each problem */
function configOf(yaml: string | undefined): DemoConfig {
  const read = yaml === undefined ? undefined : readDemoYaml(yaml);
  if (read?.ok) return read.config;
  const lines = (read?.problems ?? []).map(
    ({ line, column, message, remedy }) => `${line}:${column} ${message} ${remedy}`,
  );
  const detail = lines.length === 0 ? "Send `config`, or `yaml` with `demo_config`." : lines.slice(0, 10).join("\n");
  throw new Problem(422, "demo-config-invalid", detail);
}
