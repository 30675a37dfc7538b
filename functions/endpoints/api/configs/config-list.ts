import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { ActiveConfigs } from "../../../../shared/config/versions/version-documents.ts";
import { ConfigName, type ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";

const Version = z.number().int().positive();

const ConfigSummary = z
  .object({
    name: z.string().describe("The configuration's name in paths."),
    is_default: z.boolean().describe("Conversations that name no configuration use this one."),
    active_version: Version.nullable().describe("What new conversations use. Null: none was activated."),
    newest_version: Version.describe("The version that was stored last."),
    changed_at: z.string().describe("When the newest version was stored."),
    changed_by: z.string().describe("Who stored it."),
    rollout_id: z.string().nullable().describe("The rollout that gives a version to a share of the customers."),
    experiment_id: z.string().nullable().describe("The experiment that compares versions on the customers."),
    agent: z
      .object({
        name: z.string().describe("The name that customers know."),
        use_case: z.string().describe("What the agent is for."),
        language: z.string().nullable().describe("The languages that it is told to speak."),
        model: z.string().describe("Its primary model."),
        channels: z.array(z.string()).describe("Where it takes messages and calls."),
        tools: z.number().int().describe("How many tools it has."),
      })
      .nullable()
      .describe("Of the active version, else of the newest. Null where this release cannot read it."),
  })
  .meta({ id: "ConfigSummary" });

const Activation = z.object({
  version: Version.describe("The version that became active."),
  at: z.string().describe("When it became active."),
  by: z.string().describe("Who activated it."),
  type: z.enum(["activate", "rollback"]).describe("`rollback`: an earlier version became active again."),
});

const ConfigDetails = ConfigSummary.extend({
  activations: z.array(Activation).describe("Activations and rollbacks, newest first."),
}).meta({ id: "ConfigDetails" });

const tag = "Configurations";
const mostConfigs = 200;

/** A client's configurations at a glance. */
export function configListRoutes({ configs }: { readonly configs: ConfigVersions }) {
  return [
    route({
      method: "GET",
      path: "/v1/configs",
      operationId: "listConfigs",
      summary: "List a client's configurations",
      description: "Configurations without an active version are listed too.",
      tag,
      permission: "configs:read",
      reply: z.object({ items: z.array(ConfigSummary).describe("By name.") }),
      async handle({ identity: { tenantId } }) {
        const [names, pointers] = await Promise.all([configs.names(tenantId), configs.pointers(tenantId)]);
        const shown = names.slice(0, mostConfigs);
        const items = await Promise.all(shown.map((name) => summaryOf(tenantId, name, pointers)));
        return { status: 200, body: { items: items.filter((item) => item !== undefined) } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/configs/:client/:name",
      operationId: "getConfig",
      summary: "Get a configuration with its activations",
      description: "Which version is active, and which were before.",
      problems: { 404: ["client-not-found", "config-not-found"] },
      tag,
      permission: "configs:read",
      params: z.object({
        client: z.string().describe("The client's id."),
        name: ConfigName.describe("The configuration's name."),
      }),
      reply: ConfigDetails,
      async handle({ params: { client, name }, identity: { tenantId } }) {
        requireOwn(tenantId, client);
        const pointers = await configs.pointers(tenantId);
        const summary = await summaryOf(tenantId, name, pointers);
        if (summary === undefined)
          throw new Problem(404, "config-not-found", `There is no configuration "${name}" of ${client}.`);
        const activations = pointers?.byName[name]?.history.toReversed() ?? [];
        return { status: 200, body: { ...summary, activations } };
      },
    }),
  ];

  async function summaryOf(
    tenantId: TenantId,
    name: string,
    pointers: ActiveConfigs | undefined,
  ): Promise<z.infer<typeof ConfigSummary> | undefined> {
    const newest = (await configs.list(tenantId, name, { limit: 1 })).items[0];
    if (newest === undefined) return undefined;
    const active = pointers?.byName[name];
    return {
      name,
      is_default: pointers?.defaultName === name,
      active_version: active?.version ?? null,
      newest_version: newest.version,
      changed_at: newest.createdAt,
      changed_by: newest.createdBy,
      rollout_id: active?.rollout?.id ?? null,
      experiment_id: active?.experiment?.id ?? null,
      agent: await configs
        .parsed(tenantId, name, active?.version ?? newest.version)
        .then(agentOf)
        .catch(unreadable),
    };
  }
}

function agentOf({ agent, use_case, channels, tools }: TenantConfig): z.infer<typeof ConfigSummary>["agent"] {
  const enabled = channels.input.filter((channel) => channel.enabled).map(({ type }) => type);
  return {
    name: agent.agent_name,
    use_case,
    language: agent.language ?? null,
    model: agent.model.primary,
    channels: [...new Set(enabled)],
    tools: tools.available.length,
  };
}

/** A version of an older release that this one no longer reads. */
function unreadable(error: unknown): null {
  if (error instanceof TerminalError) return null;
  throw error;
}

function requireOwn(tenantId: TenantId, client: string): void {
  if (client !== tenantId)
    throw new Problem(404, "client-not-found", `There is no client ${client} that you can access.`);
}
