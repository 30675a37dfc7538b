import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { type Instances, recording } from "../../app/instances.ts";

/** The erase step also deletes files. */
const erasing: Instances = { ...recording, roles: [...recording.roles, "blobs"] };

/** Customer records: collected data, consents, and the rights to access and erasure. */
export const customersEngine: Engine = {
  name: "customers",
  steps: async () => [
    registered("customers-collect", recording, async (composition) =>
      (await import("./rights/collect.ts")).collectStep(composition),
    ),
    registered("customers-take-preference", recording, async (composition) =>
      (await import("./take-preference.ts")).takePreferenceStep(composition),
    ),
    registered("customers-follow-number", recording, async (composition) =>
      (await import("./merging/follow-number.ts")).followNumberStep(composition),
    ),
    registered("customers-move-data", recording, async (composition) =>
      (await import("./merging/move-data.ts")).moveDataStep(composition),
    ),
    registered("customers-erase", erasing, async (composition) =>
      (await import("./rights/erase.ts")).eraseStep(composition),
    ),
  ],
  routes: async () => [
    {
      under: ["/v1/customers"],
      async open({ platform, now, personal }) {
        const [{ customerRoutes }, { customerWriteRoutes }, { rightsRoutes }, ...merging] = await Promise.all([
          import("./routes.ts"),
          import("./write-routes.ts"),
          import("./rights/rights-routes.ts"),
          import("./merging/unmerge-routes.ts"),
          import("./merging/merge-routes.ts"),
        ]);
        const [{ unmergeRoutes }, { mergeRoutes }] = merging;
        const reading = { documents: platform.documents, now };
        return [
          ...customerRoutes(reading),
          ...customerWriteRoutes({ platform, now }),
          ...rightsRoutes({ platform, now, personal }),
          ...unmergeRoutes({ platform, now }),
          ...mergeRoutes({ platform, now }),
        ];
      },
    },
    {
      under: ["/v1/audit"],
      async open({ platform: { documents } }) {
        return (await import("./audit/audit-routes.ts")).auditRoutes({ documents });
      },
    },
  ],
  async collections() {
    const [{ customers }, { erasures }, { merges }, { dataMoves }] = await Promise.all([
      import("../../../shared/customers/customer.ts"),
      import("./rights/erasure.ts"),
      import("./merging/merge.ts"),
      import("./merging/move-data.ts"),
    ]);
    return [ownedCollection(customers), ownedCollection(erasures), plainCollection(merges), ownedCollection(dataMoves)];
  },
};
