import { randomUUID } from "node:crypto";
import { z } from "zod";
import { templateNames } from "../../../shared/config/config-templates.ts";
import { ConfigName } from "../../../shared/config/versions/versions.ts";
import { ReplayBody, replayWish } from "../../../shared/contracts/lifecycle/replay-body.ts";
import { requirementsDocuments } from "../../../shared/contracts/lifecycle/requirements.ts";
import { automationRequested } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { PhoneNumber } from "../../../shared/schema/scalars.ts";
import type { AutomationDependencies } from "./dependencies.ts";
import { gapsById } from "./gaps/find-gap.ts";
import { readView } from "./read-view.ts";
import { type AutomationRun, automationRuns } from "./run.ts";
import { generateStep } from "./steps/generate-step.ts";
import { AutomationSummary, AutomationView, automationSummary, GapView, gapStanding, missingView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(100).describe("The run's `automation_id`.") });
const tag = "Automation";
/** The newest runs whose gaps are listed. */
const runsWithGaps = 100;

interface RouteDependencies extends AutomationDependencies {
  readonly runner: Runner;
  readonly now: () => Date;
}

/** Configurations from approved requirements: written and checked. */
export function automationRoutes({ runner, now, ...dependencies }: RouteDependencies) {
  const { documents } = dependencies.platform;
  const generate = generateStep(dependencies);
  return [
    route({
      method: "POST",
      path: "/v1/automation",
      operationId: "generateAutomation",
      summary: "Write a configuration from approved requirements, and check it",
      description:
        "The configuration is stored as a version that is not active. Its scenarios are then played in a sandbox, which takes seconds. The same request again returns the run that it began.",
      problems: { 404: ["requirements-not-found"], 409: ["requirements-not-approved"] },
      example: { prd_id: "prd_7Qe2", channels: [{ type: "whatsapp", phone_number: "+14155238886" }] },
      tag,
      permission: "configs:write",
      status: 202,
      body: z.strictObject({
        prd_id: z.string().min(1).max(100).describe("The requirements document. Its newest approved version is used."),
        config: ConfigName.optional().describe(
          "The name of the configuration. Default: the client's own for new conversations, or `main`.",
        ),
        template: z
          .enum(templateNames() as [string, ...string[]])
          .optional()
          .describe("What a client without a configuration starts from. Default: that of its industry."),
        channels: z
          .array(
            z.strictObject({
              type: z.enum(["whatsapp", "sms"]).describe("The channel."),
              phone_number: PhoneNumber.describe("The client's own number."),
            }),
          )
          .max(10)
          .default([])
          .describe("Numbers that customers write to, beside those of the active configuration."),
        replay: ReplayBody,
        again: z.boolean().default(false).describe("True to write and check once more, such as after an outage."),
      }),
      reply: AutomationView,
      async handle(request) {
        const { prd_id: requirementsId, template = null, channels, replay, again } = request.body;
        const { tenantId, subject } = request.identity;
        const document = (await documents.get(tenantId, requirementsDocuments, requirementsId))?.data.state;
        if (!document)
          throw new Problem(404, "requirements-not-found", `There is no requirements document "${requirementsId}".`);
        if (document.approved === null)
          throw new Problem(
            409,
            "requirements-not-approved",
            `No version of "${requirementsId}" is approved. Approve one first.`,
          );
        const { version } = document.approved;
        const pointers = await dependencies.configs.pointers(tenantId);
        const config = request.body.config ?? pointers?.defaultName ?? "main";
        const active = pointers?.byName[config]?.version ?? 0;
        const numbers = channels.map(({ type, phone_number: number }) => ({ type, phoneNumber: number }));
        const wish = [requirementsId, String(version), config, String(active), template ?? "", JSON.stringify(numbers)];
        const runId = deriveId("automation", tenantId, ...wish, again ? (request.idempotencyKey ?? randomUUID()) : "");
        const known = (await documents.get(tenantId, automationRuns.collection, runId))?.data.state;
        if (known) return { status: 202, body: await readView(documents, tenantId, known) };
        const at = now();
        const data = {
          runId,
          requirementsId,
          version,
          researchId: document.researchId,
          configName: config,
          template,
          replay: replayWish(replay),
          channels: numbers,
          by: subject,
          at: at.toISOString(),
        };
        const event = requestedEvent(automationRequested, request, { action: "automation", key: runId, data, at });
        const state = await runner.run(generate, event, { repeatable: true });
        const run = state ?? (await requireRun(tenantId, runId));
        return { status: 202, body: await readView(documents, tenantId, run) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/automation",
      operationId: "listAutomation",
      summary: "List runs, newest first",
      description: "Without their traces and scenarios.",
      tag,
      permission: "configs:read",
      query: Paging.extend({ prd_id: z.string().min(1).max(100).optional().describe("Only runs of this document.") }),
      reply: pageOf(AutomationSummary),
      async handle({ identity: { tenantId }, query: { prd_id: requirementsId, ...paging } }) {
        const page = await documents.query(tenantId, automationRuns.collection, {
          where: requirementsId === undefined ? [] : [["state.requirementsId", "==", requirementsId]],
          orderBy: { field: "state.requestedAt", direction: "desc" },
          ...paging,
        });
        return { status: 200, body: toPage(page, ({ data }) => automationSummary(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/automation/gaps",
      operationId: "listAutomationGaps",
      summary: "List tools and integrations that requirements need and the product does not have",
      description: "Of the newest 100 runs. `GET /v1/missing-capabilities` counts what customers ask for.",
      tag,
      permission: "configs:read",
      reply: z.object({ items: z.array(GapView).describe("Most needed first.") }),
      async handle({ identity: { tenantId } }) {
        const { items } = await documents.query(tenantId, automationRuns.collection, {
          where: [],
          orderBy: { field: "state.requestedAt", direction: "desc" },
          limit: runsWithGaps,
        });
        const runs = items.map(({ data }) => data.state);
        const gaps = await gapsById(
          documents,
          runs.flatMap((run) => run.missing.flatMap(({ gap }) => gap?.id ?? [])),
        );
        return { status: 200, body: { items: gapsOf(runs, gaps) } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/automation/:id",
      operationId: "getAutomation",
      summary: "Get a run with its trace, checks and scenarios",
      description: "Poll it until `status` is neither `generating` nor `checking`.",
      problems: { 404: ["automation-not-found"] },
      tag,
      permission: "configs:read",
      params: ById,
      reply: AutomationView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: await readView(documents, tenantId, await requireRun(tenantId, id)) };
      },
    }),
  ];

  function requireRun(tenantId: Parameters<typeof requireState>[1], id: string): Promise<AutomationRun> {
    return requireState(documents, tenantId, automationRuns, { id, what: "automation" });
  }
}

function gapsOf(
  runs: readonly AutomationRun[],
  gaps: Awaited<ReturnType<typeof gapsById>>,
): readonly z.infer<typeof GapView>[] {
  const named = runs.flatMap((run) => run.missing.map((missing) => ({ run: run.id, missing })));
  const groups = Map.groupBy(named, ({ missing: { kind, name } }) => `${kind} ${name}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [newest] = group;
      if (newest === undefined) return [];
      const gap = gaps.get(newest.missing.gap?.id ?? "");
      return [{ ...missingView(newest.missing), ...gapStanding(gap), runs: group.map(({ run }) => run) }];
    })
    .toSorted((one, other) => other.runs.length - one.runs.length);
}
