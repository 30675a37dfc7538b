import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import type { Engine } from "../../app/engine.ts";

/** The appointments that tools booked, for the tenant's staff. Tools store them (shared/tools/calendar). */
export const calendarEngine: Engine = {
  name: "calendar",
  steps: async () => [],
  routes: async () => [
    {
      under: ["/v1/appointments"],
      async open({ platform, environment, activeConfig, config, now }) {
        const [{ appointmentRoutes }, { tenantSecret }, { serviceBaseUrls }] = await Promise.all([
          import("./routes.ts"),
          import("../../app/settings/tenant-secret.ts"),
          import("../../app/settings/service-base-urls.ts"),
        ]);
        return appointmentRoutes({
          platform,
          secret: (tenantId, name) => tenantSecret(platform, tenantId, name),
          fetch: outsideFetch,
          serviceBaseUrls: serviceBaseUrls(environment),
          activeConfig,
          config,
          now,
        });
      },
    },
  ],
  collections: async () => [],
};
