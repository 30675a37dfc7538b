import { type DemoRemovalDue, demoRemovalDue } from "../../../shared/events/index.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import { type Documents, remove } from "../../../shared/platform/documents.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import type { SecretLinks } from "../../../shared/security/links/secret-link.ts";
import type { StoredCollection } from "../../app/collections/stored-collection.ts";
import { eraseSandbox } from "../../app/sandbox/erase-sandbox.ts";
import { bundleBlob, type Demo, demoActivities, demos, logoBlob } from "./demo.ts";

/** A turn that was running when the demo was removed has ended by then. */
const secondRoundMs = 10 * 60_000;

/** Removes a demo: its link, its files, and every document of its sandbox tenant. */
export function removeDemoStep(dependencies: {
  readonly documents: Documents;
  readonly blobs: Blobs;
  readonly links: SecretLinks;
  collections(): Promise<readonly StoredCollection[]>;
}) {
  const { documents, blobs, links } = dependencies;

  return step<DemoRemovalDue, Demo, number | undefined>({
    name: "demo-remove",
    on: demoRemovalDue,
    schedules: [demoRemovalDue],
    document: demos,
    documentId: ({ data }) => data.demoId,
    async gather(demo, { tenantId, data }) {
      if (demo?.status !== "removing") return undefined;
      await links.remove(tenantId, demo.linkId);
      await blobs.delete(tenantId, bundleBlob(demo.id));
      await blobs.delete(tenantId, logoBlob(demo.id));
      await documents.commit(tenantId, [remove(demoActivities.collection, demo.id)]);
      return eraseSandbox(dependencies, demo.sandbox, { withKey: data.round > 0 });
    },
    decide(demo, { data }, erased, now) {
      if (demo?.status !== "removing" || erased === undefined) return undefined;
      const at = now.toISOString();
      const left = { ...demo, updatedAt: at, palette: null, hasLogo: false, month: null, notes: [] };
      const config = { ...demo.config, knowledge: [], mock_data: [], branding: {}, ai_agent: {} };
      if (data.round > 0) return { document: { ...left, config, status: "removed" } };
      const again = newEvent(demoRemovalDue, demo.id, { ...data, round: 1 });
      const task = { ...again, name: `demo-removal-${demo.id}`, at: new Date(now.getTime() + secondRoundMs) };
      return { document: { ...left, config }, schedule: [task] };
    },
  });
}
