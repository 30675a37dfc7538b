import { z } from "zod";
import type { Problem as YamlProblem } from "../../../../shared/config/index.ts";
import { requireSecondPerson } from "../../../../shared/config/second-person.ts";
import {
  ConfigName,
  type ConfigVersions,
  type VersionActivation,
} from "../../../../shared/config/versions/versions.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Caller } from "../../../../shared/security/tokens/identity.ts";
import { configListRoutes } from "./config-list.ts";

const ConfigPath = z.object({ client: z.string(), name: ConfigName });
const Version = z.number().int().positive();

export const YamlProblemReply = z
  .object({
    line: z.number().int(),
    column: z.number().int(),
    path: z
      .string()
      .describe("For example `automation_config.tools.available[2].config.table`. Empty for the whole file."),
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: "YamlProblem" });

const Yaml = z.string().min(1).describe("The complete file, as in `config/tenants/`.");
const yamlBody = { mediaType: "text/yaml", field: "yaml" };

export const CheckedConfig = z.object({
  valid: z.boolean(),
  problems: z.array(YamlProblemReply),
  warnings: z
    .array(YamlProblemReply)
    .describe("What is valid and yet unlikely to be meant, or will not work for long."),
});

export const PushedConfig = z.object({
  client_id: z.string(),
  name: z.string(),
  version: Version,
  created: z.boolean().describe("False if the text equals the newest version."),
  activated: z.boolean(),
  warnings: z.array(YamlProblemReply),
});

export const ConfigVersionView = z
  .object({
    version: Version,
    config_id: z.string(),
    created_at: z.string(),
    created_by: z.string(),
    active: z.boolean(),
  })
  .meta({ id: "ConfigVersion" });

export const ConfigDifference = z.object({
  patch: z.string().describe("A unified diff of the two texts."),
  changes: z.array(z.object({ path: z.string(), type: z.enum(["added", "removed", "changed"]) })),
});

const tag = "Configurations";
const base = "/v1/configs/:client/:name" as const;

/** A tenant's configurations and their versions. The client in the path must be the caller's own; otherwise 404. */
export function configRoutes({
  configs,
  documents,
}: {
  readonly configs: ConfigVersions;
  readonly documents: Documents;
}) {
  return [
    ...configListRoutes({ configs }),
    route({
      method: "POST",
      path: "/v1/configs/validate",
      operationId: "validateConfig",
      summary: "Check a configuration without storing it",
      description:
        "Every mistake has its line, column and remedy. The warnings are those of a push. Nothing is stored.",
      example: { yaml: "automation_config:\n  client_id: client_123\n" },
      tag,
      permission: "configs:read",
      body: z.object({ yaml: Yaml }),
      textBody: yamlBody,
      reply: CheckedConfig,
      async handle({ body, identity }) {
        const checked = await configs.check(identity.tenantId, body.yaml);
        const problems = checked.ok ? [] : checked.problems.map(toReply);
        const warnings = checked.ok ? checked.warnings.map(toReply) : [];
        return { status: 200, body: { valid: checked.ok, problems, warnings } };
      },
    }),
    route({
      method: "PUT",
      path: base,
      operationId: "pushConfig",
      summary: "Store a new version, and activate it if asked",
      description: "A configuration with mistakes is refused whole. The same text again makes no new version.",
      problems: { 404: ["client-not-found"], 409: ["approval-missing"], 422: ["config-invalid"] },
      example: { yaml: "automation_config:\n  client_id: client_123\n", activate: true },
      tag,
      permission: "configs:write",
      params: ConfigPath,
      body: z.object({ yaml: Yaml, activate: z.boolean().default(false) }),
      textBody: yamlBody,
      reply: PushedConfig,
      async handle({ params, body, identity }) {
        const tenantId = ownTenant(identity, params.client);
        const by = identity.subject;
        if (body.activate)
          await requireSecondPerson({ configs, documents }, tenantId, { name: params.name, version: undefined, by });
        const pushed = await configs.push(tenantId, params.name, body.yaml, { by, activate: body.activate });
        if (!pushed.ok) throw configInvalid(pushed.problems);
        const { version, created, warnings } = pushed;
        const reply = { client_id: tenantId, name: params.name, version, created, activated: body.activate };
        return { status: 200, body: { ...reply, warnings: warnings.map(toReply) } };
      },
    }),
    route({
      method: "GET",
      path: `${base}/versions`,
      operationId: "listConfigVersions",
      summary: "List versions, newest first",
      description: "Every version that was stored, and which is active.",
      problems: { 404: ["client-not-found"] },
      tag,
      permission: "configs:read",
      params: ConfigPath,
      query: Paging,
      reply: pageOf(ConfigVersionView),
      async handle({ params, query, identity }) {
        const tenantId = ownTenant(identity, params.client);
        const page = await configs.list(tenantId, params.name, query);
        const active = (await configs.pointers(tenantId))?.byName[params.name]?.version;
        return { status: 200, body: toPage(page, (item) => versionView(item, active)) };
      },
    }),
    route({
      method: "GET",
      path: `${base}/versions/:version`,
      operationId: "getConfigVersion",
      summary: "Get one version with its text",
      description: "The text as it was pushed. Secrets are names in it, never values.",
      problems: { 404: ["client-not-found", "config-not-found"] },
      tag,
      permission: "configs:read",
      params: ConfigPath.extend({ version: z.coerce.number().int().positive() }),
      reply: ConfigVersionView.extend({ yaml: z.string() }).meta({ id: "ConfigVersionText" }),
      async handle({ params, identity }) {
        const tenantId = ownTenant(identity, params.client);
        const stored = await configs.get(tenantId, params.name, params.version);
        if (!stored)
          throw new Problem(
            404,
            "config-not-found",
            `There is no version ${params.version} of the configuration "${params.name}".`,
          );
        const active = (await configs.pointers(tenantId))?.byName[params.name]?.version;
        return { status: 200, body: { ...versionView(stored, active), yaml: stored.yaml } };
      },
    }),
    route({
      method: "GET",
      path: `${base}/diff`,
      operationId: "diffConfigVersions",
      summary: "Compare two versions",
      description: "A unified diff of the texts, and the settings that differ.",
      problems: { 404: ["client-not-found", "config-not-found"] },
      tag,
      permission: "configs:read",
      params: ConfigPath,
      query: z.object({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() }),
      reply: ConfigDifference,
      async handle({ params, query, identity }) {
        const { patch, changes } = await configs.diff(
          ownTenant(identity, params.client),
          params.name,
          query.from,
          query.to,
        );
        return { status: 200, body: { patch, changes: [...changes] } };
      },
    }),
    ...activationRoutes(configs, documents),
  ];
}

export const ActiveVersion = z.object({ client_id: z.string(), name: z.string(), version: Version });

function activationRoutes(configs: ConfigVersions, documents: Documents) {
  return [
    route({
      method: "POST",
      path: `${base}/activate`,
      operationId: "activateConfig",
      summary: "Activate a version for new conversations",
      description:
        "Conversations that run keep their version. Where the client's `approval` is `two`, somebody else than the version's author has to do it.",
      problems: { 404: ["client-not-found", "config-not-found"], 409: ["approval-missing"] },
      example: { version: 2 },
      tag,
      permission: "configs:write",
      params: ConfigPath,
      body: z.object({ version: Version }),
      reply: ActiveVersion,
      async handle({ params, body, identity }) {
        const tenantId = ownTenant(identity, params.client);
        const { subject: by } = identity;
        await requireSecondPerson({ configs, documents }, tenantId, { name: params.name, version: body.version, by });
        const version = requireActivated(await configs.activate(tenantId, params.name, body.version, by));
        return { status: 200, body: { client_id: tenantId, name: params.name, version } };
      },
    }),
    route({
      method: "POST",
      path: `${base}/rollback`,
      operationId: "rollBackConfig",
      summary: "Activate the previously active version again",
      description: "Rolling back twice returns to where you were. One person is enough, also where a client needs two.",
      problems: { 404: ["client-not-found", "config-not-found"], 409: ["nothing-to-roll-back"] },
      tag,
      permission: "configs:write",
      params: ConfigPath,
      reply: ActiveVersion,
      async handle({ params, identity }) {
        const tenantId = ownTenant(identity, params.client);
        const version = requireActivated(
          await configs.rollback(tenantId, params.name, identity.subject).catch(conflict),
        );
        return { status: 200, body: { client_id: tenantId, name: params.name, version } };
      },
    }),
  ];
}

/** @throws Problem 404 `client-not-found` for another tenant, whether it exists or not. */
function ownTenant(identity: Caller, client: string): Caller["tenantId"] {
  if (client === identity.tenantId) return identity.tenantId;
  throw new Problem(404, "client-not-found", `There is no client ${client} that you can access.`);
}

function requireActivated(result: VersionActivation): number {
  if (!result.ok) throw configInvalid(result.problems);
  return result.version;
}

function configInvalid(problems: readonly YamlProblem[]): Problem {
  const count = problems.length === 1 ? "One problem" : `${problems.length} problems`;
  const errors = problems.map(({ line, column, message, remedy }) => ({
    pointer: "/yaml",
    detail: `Line ${line}, column ${column}: ${message} ${remedy}`,
  }));
  return new Problem(422, "config-invalid", `${count} in the configuration; nothing was changed.`, { errors });
}

function conflict(error: unknown): never {
  if (error instanceof TerminalError && error.code === "nothing-to-roll-back")
    throw new Problem(409, error.code, error.message, { cause: error });
  throw error;
}

function versionView(
  item: { readonly version: number; readonly configId: string; readonly createdAt: string; readonly createdBy: string },
  active: number | undefined,
): z.infer<typeof ConfigVersionView> {
  const { version, configId, createdAt, createdBy } = item;
  return { version, config_id: configId, created_at: createdAt, created_by: createdBy, active: version === active };
}

function toReply({ line, column, path, code, message, remedy }: YamlProblem): z.infer<typeof YamlProblemReply> {
  return { line, column, path, code, message, remedy };
}
