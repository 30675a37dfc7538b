import type { Engine } from "../../app/engine.ts";

/** The rows of the tenants' tables, for their staff and programs. Configurations declare the tables (shared/tables). */
export const tablesEngine: Engine = {
  name: "tables",
  steps: async () => [],
  routes: async () => [
    {
      under: ["/v1/tables"],
      async open({ platform: { documents }, configs }) {
        const [{ tableRoutes }, { activeConfigsOf }] = await Promise.all([
          import("./routes.ts"),
          import("../../../shared/config/active-configs.ts"),
        ]);
        return tableRoutes({ documents, configsOf: (tenantId, name) => activeConfigsOf(configs, tenantId, name) });
      },
    },
  ],
  collections: async () => [],
};
