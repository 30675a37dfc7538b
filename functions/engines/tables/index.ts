import { ownedCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { importing, recording } from "../../app/instances.ts";
import type { ImportDependencies } from "./imports/steps.ts";

/** The rows of the tenants' tables, for their staff and programs. Configurations declare the tables (shared/tables). */
export const tablesEngine: Engine = {
  name: "tables",
  steps: async () => [
    registered("tables-open-import", recording, async () => (await import("./imports/steps.ts")).openImport),
    registered("tables-read-import", importing, async (composition) =>
      (await import("./imports/steps.ts")).readImportStep(await dependenciesOf(composition)),
    ),
    registered("tables-write-import", importing, async (composition) =>
      (await import("./imports/steps.ts")).writeImportStep(await dependenciesOf(composition)),
    ),
    registered("tables-sweep-import", importing, async (composition) =>
      (await import("./imports/steps.ts")).sweepImportStep(await dependenciesOf(composition)),
    ),
    registered("tables-clean-import", importing, async (composition) =>
      (await import("./imports/steps.ts")).cleanImportStep(await dependenciesOf(composition)),
    ),
  ],
  routes: async () => [
    {
      under: ["/v1/tables", "/v1/table-imports"],
      async open(composition) {
        const [{ tableRoutes }, { importRoutes }] = await Promise.all([
          import("./routes.ts"),
          import("./imports/routes.ts"),
        ]);
        const dependencies = await dependenciesOf(composition);
        const { runner, now } = composition;
        return [...tableRoutes(dependencies), ...importRoutes({ ...dependencies, runner, now })];
      },
    },
  ],
  collections: async () => [ownedCollection((await import("./imports/table-import.ts")).tableImports)],
};

async function dependenciesOf({
  platform: { documents, blobs },
  configs,
}: Pick<Composition, "platform" | "configs">): Promise<ImportDependencies> {
  const { activeConfigsOf } = await import("../../../shared/config/versions/active-configs.ts");
  return { documents, blobs, configsOf: (tenantId, name) => activeConfigsOf(configs, tenantId, name) };
}
