import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { crawling, ingesting, recording } from "../../app/instances.ts";

const removing = { ...ingesting, secrets: [], optionalSecrets: [] };

/** Branded pages for prospects: a sandbox tenant with invented data that the product itself answers. */
export const demoEngine: Engine = {
  name: "demo",
  steps: async () => [
    registered("demo-build", crawling, async ({ platform, configs, environment, publicUrl }) => {
      const [{ buildDemoStep }, { createOutboundRequest }] = await Promise.all([
        import("./build/build-demo.ts"),
        import("../../../shared/outbound/outbound-request.ts"),
      ]);
      const { documents, blobs } = platform;
      const { TENANT_API_BASE_URL: tenantApiBaseUrl } = environment;
      const outbound = createOutboundRequest({ fetch: outsideFetch, tenantApiBaseUrl });
      return buildDemoStep({ documents, blobs, configs, outbound, publicUrl });
    }),
    registered("demo-record-view", recording, async () => (await import("./record-view.ts")).recordView),
    registered("demo-remove", removing, async (composition) => {
      const { documents, blobs } = composition.platform;
      const { removeDemoStep } = await import("./remove-demo.ts");
      return removeDemoStep({
        documents,
        blobs,
        links: await linksOf(composition),
        collections: composition.collections,
      });
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/demos"],
      async open(composition) {
        const { platform, publicUrl, now } = composition;
        const { demoRoutes } = await import("./routes.ts");
        return demoRoutes({ ...platform, links: await linksOf(composition), publicUrl, now });
      },
    },
  ],
  async collections() {
    const { demos, demoActivities, demoSandboxes } = await import("./demo.ts");
    return [ownedCollection(demos), ownedCollection(demoActivities), plainCollection(demoSandboxes)];
  },
};

/** What visitors of demos see and may do. */
export async function openDemoVisits(composition: Composition) {
  const { platform, now } = composition;
  const { demoVisits } = await import("./visits.ts");
  return demoVisits({ ...platform, links: await linksOf(composition), now });
}

async function linksOf({ platform, now }: Composition) {
  const { createSecretLinks } = await import("../../../shared/security/links/secret-link.ts");
  return createSecretLinks({ ...platform, now });
}
