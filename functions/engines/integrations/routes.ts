import { z } from "zod";
import { type ConfigSource, currentConfig } from "../../../shared/config/versions/current-config.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import { type Documents, put } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Capability } from "../../../shared/schema/capability.ts";
import { SecretReference, secretName } from "../../../shared/security/secrets/secret-reference.ts";
import { checkIdOf, type IntegrationCheck, integrationChecks } from "./integration-check.ts";
import type { ProbeDependencies } from "./probe.ts";
import { checkIntegration } from "./run-check.ts";

const Health = z.object({
  status: z
    .enum(["ok", "failed", "unchecked"])
    .describe("unchecked: its secrets are set, and nothing else can be tried."),
  code: z.string().nullable().describe("A stable code of the failure; null when it works."),
  message: z.string().nullable().describe("What the service objected to; null when it works."),
  duration_ms: z.number(),
  checked_at: z.string().describe("When it was tested."),
  ok_at: z.string().nullable().describe("When a test last found it working."),
});

export const IntegrationView = z
  .object({
    name: z.string().describe("Its name in the configuration."),
    type: z.string().describe("Its kind."),
    secrets: z
      .array(
        z.object({
          name: z.string().describe("The secret's name."),
          set: z.boolean().describe("Whether it has a value."),
        }),
      )
      .describe("The secrets that it names."),
    health: Health.nullable().describe("The last test; null before the first."),
  })
  .meta({ id: "Integration" });

const tag = "Integrations";
const ByName = z.object({ name: z.string().min(1).max(100) });

export interface IntegrationDependencies extends ProbeDependencies, ConfigSource {
  readonly documents: Documents;
  readonly now: () => Date;
  hasSecret(tenantId: TenantId, name: string): Promise<boolean>;
}

/** The accounts of the tenant's active configuration, and whether they work. */
export function integrationRoutes(deps: IntegrationDependencies) {
  const { documents, now } = deps;

  async function integrationsOf(tenantId: TenantId): Promise<readonly Capability[]> {
    const { config } = await currentConfig(deps, tenantId, null);
    return config.integrations.available;
  }

  async function view(tenantId: TenantId, integration: Capability): Promise<z.infer<typeof IntegrationView>> {
    const { name, type } = integration;
    const [secrets, check] = await Promise.all([
      Promise.all(
        secretsIn(integration).map(async (secret) => ({ name: secret, set: await deps.hasSecret(tenantId, secret) })),
      ),
      documents.get(tenantId, integrationChecks, checkIdOf(name)),
    ]);
    return { name, type, secrets, health: check ? healthView(check.data) : null };
  }

  return [
    route({
      method: "GET",
      path: "/v1/integrations",
      operationId: "listIntegrations",
      summary: "List the integrations of the active configuration, with their health",
      description: "Each account with other services, whether its secrets are set, and what the last test found.",
      problems: { 404: ["config-not-found"] },
      tag,
      permission: "configs:read",
      reply: z.object({ items: z.array(IntegrationView) }),
      async handle({ identity: { tenantId } }) {
        const integrations = await integrationsOf(tenantId);
        return { status: 200, body: { items: await Promise.all(integrations.map((each) => view(tenantId, each))) } };
      },
    }),
    route({
      method: "POST",
      path: "/v1/integrations/:name/test",
      operationId: "testIntegration",
      summary: "Test an integration's credentials with its service",
      description: "Makes one call that changes nothing, with the secrets as they are now, and notes the outcome.",
      problems: { 404: ["config-not-found", "integration-not-found"] },
      tag,
      permission: "configs:write",
      params: ByName,
      reply: IntegrationView,
      async handle({ identity: { tenantId }, params: { name } }) {
        const integration = (await integrationsOf(tenantId)).find((each) => each.name === name);
        if (!integration)
          throw new Problem(404, "integration-not-found", `The active configuration has no integration "${name}".`);
        const before = await documents.get(tenantId, integrationChecks, checkIdOf(name));
        const secrets = secretsIn(integration);
        const check = await checkIntegration({ tenantId, integration, secrets, deps, now });
        const okAt = check.status === "ok" ? check.at : (before?.data.okAt ?? null);
        await documents.commit(tenantId, [put(integrationChecks, checkIdOf(name), { ...check, okAt })]);
        return { status: 200, body: await view(tenantId, integration) };
      },
    }),
  ];
}

/** The names of the secrets in an integration's settings. */
function secretsIn({ config }: Capability): readonly string[] {
  const references = Object.values(config).filter((value) => SecretReference.safeParse(value).success);
  return [...new Set(references.map((value) => secretName(String(value))))];
}

function healthView({ status, code, message, durationMs, at, okAt }: IntegrationCheck): z.infer<typeof Health> {
  return { status, code, message, duration_ms: durationMs, checked_at: at, ok_at: okAt };
}
