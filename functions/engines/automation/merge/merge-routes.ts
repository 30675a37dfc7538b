import { z } from "zod";
import { automationMerged } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { readView } from "../read-view.ts";
import { automationRuns } from "../run.ts";
import { AutomationView } from "../views.ts";
import { mergeStep } from "./merge-step.ts";
import { readMerge } from "./read-merge.ts";

const ById = z.object({ id: z.string().min(1).max(100).describe("The run's `automation_id`.") });
const tag = "Automation";

export const AutomationMergeView = z
  .object({
    needed: z.boolean().describe("False: nobody has activated another version since the generation."),
    edited_version: z.number().int().nullable().describe("The active version. Null where nothing is to be merged."),
    taken: z.array(z.string()).describe("The places of the configuration that are taken from the generated version."),
    conflicts: z
      .array(
        z.object({
          path: z.string().describe("The place, such as `automation_config.tools.available[name=search].type`."),
          base: z.string().nullable().describe("The value that both started from, as YAML. Null: not there."),
          generated: z.string().nullable().describe("What the generation made of it. Null: removed."),
          edited: z.string().nullable().describe("What people made of it. Null: removed."),
        }),
      )
      .describe("What both sides changed, and differently."),
  })
  .meta({ id: "AutomationMerge" });
export type AutomationMergeView = z.infer<typeof AutomationMergeView>;

interface Dependencies extends AutomationDependencies {
  readonly runner: Runner;
  readonly now: () => Date;
}

/** Edits by hand between a generation and its activation. */
export function mergeRoutes({ runner, now, platform: { documents }, configs }: Dependencies) {
  const merge = mergeStep({ configs });
  return [
    route({
      method: "GET",
      path: "/v1/automation/:id/merge",
      operationId: "getAutomationMerge",
      summary: "Show what people changed since a configuration was written",
      description: "A merge of three versions by place: the one it was written from, the written, and the active one.",
      problems: { 404: ["automation-not-found"], 409: ["automation-not-ready", "automation-of-experiment"] },
      tag,
      permission: "configs:read",
      params: ById,
      reply: AutomationMergeView,
      async handle({ identity: { tenantId }, params: { id } }) {
        const run = await requireRun(tenantId, id);
        const found = await readMerge(configs, tenantId, run).catch(conflict);
        const { taken = [], conflicts = [] } = found?.merged ?? {};
        const body = { needed: found !== undefined, edited_version: found?.editedVersion ?? null };
        return { status: 200, body: { ...body, taken: [...taken], conflicts: [...conflicts] } };
      },
    }),
    route({
      method: "POST",
      path: "/v1/automation/:id/merge",
      operationId: "mergeAutomation",
      summary: "Merge a written configuration with what people changed since",
      description:
        "The edited text keeps its comments and gets the generated changes. The result is checked again before it may be activated.",
      problems: {
        404: ["automation-not-found"],
        409: [
          "automation-not-ready",
          "automation-of-experiment",
          "config-changed",
          "merge-conflicts",
          "nothing-to-merge",
        ],
        422: ["config-invalid"],
      },
      example: {
        edited_version: 4,
        choices: [{ path: "automation_config.agent.agent_name", take: "edited" }],
      },
      tag,
      permission: "configs:write",
      status: 202,
      params: ById,
      body: z.strictObject({
        edited_version: z.number().int().positive().describe("The active version whose conflicts were looked at."),
        choices: z
          .array(
            z.strictObject({
              path: z.string().min(1).max(500).describe("The place, as the conflicts name it."),
              take: z.enum(["generated", "edited"]).describe("Whose value is taken."),
            }),
          )
          .max(500)
          .default([])
          .describe("One for each conflict."),
      }),
      reply: AutomationView,
      async handle(request) {
        const { identity, params, body } = request;
        await requireRun(identity.tenantId, params.id);
        const at = now();
        const data = {
          runId: params.id,
          editedVersion: body.edited_version,
          by: identity.subject,
          at: at.toISOString(),
          choices: Object.fromEntries(body.choices.map(({ path, take }) => [path, take])),
        };
        const event = requestedEvent(automationMerged, request, { action: "merge", key: params.id, data, at });
        const after = await runner.run(merge, event, { repeatable: true }).catch(conflict);
        const run = after ?? (await requireRun(identity.tenantId, params.id));
        return { status: 202, body: await readView(documents, identity.tenantId, run) };
      },
    }),
  ];

  function requireRun(tenantId: TenantId, id: string) {
    return requireState(documents, tenantId, automationRuns, { id, what: "automation" });
  }
}

function conflict(error: unknown): never {
  if (!(error instanceof TerminalError)) throw error;
  throw new Problem(error.code === "config-invalid" ? 422 : 409, error.code, error.message, { cause: error });
}
