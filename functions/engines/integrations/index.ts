import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { plainCollection } from "../../app/collections/stored-collection.ts";
import type { Engine } from "../../app/engine.ts";

/** Says whether tenants' accounts with other services work. */
export const integrationsEngine: Engine = {
  name: "integrations",
  steps: async () => [],
  routes: async () => [
    {
      under: ["/v1/integrations"],
      async open({ platform, environment, activeConfig, config, now }) {
        const [{ integrationRoutes }, { tenantSecret }, { serviceBaseUrls }] = await Promise.all([
          import("./routes.ts"),
          import("../../app/settings/tenant-secret.ts"),
          import("../../app/settings/service-base-urls.ts"),
        ]);
        return integrationRoutes({
          documents: platform.documents,
          now,
          fetch: outsideFetch,
          secret: (tenantId, name) => tenantSecret(platform, tenantId, name),
          hasSecret: async (tenantId, name) => (await platform.keys.secret(tenantId, name)) !== undefined,
          tenantApiBaseUrl: environment.TENANT_API_BASE_URL,
          baseUrls: {
            ...serviceBaseUrls(environment),
            razorpay: environment.RAZORPAY_BASE_URL,
            twilio: environment.TWILIO_BASE_URL,
          },
          activeConfig,
          config,
        });
      },
    },
  ],
  async collections() {
    return [plainCollection((await import("./integration-check.ts")).integrationChecks)];
  },
};
