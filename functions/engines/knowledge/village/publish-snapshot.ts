import { randomInt } from "node:crypto";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import {
  type VillageSnapshot,
  villageGroupOf,
  villageSnapshotId,
  villageSnapshots,
} from "../../../../shared/contracts/lifecycle/village.ts";
import { absent, type Documents, put, VersionConflict } from "../../../../shared/platform/documents.ts";
import { platformScope, type TenantId } from "../../../../shared/platform/tenant.ts";
import { type Contribution, contributions } from "./contribution.ts";
import { buildSnapshot } from "./snapshot.ts";

const maxContributions = 10_000;
const pageLength = 200;
/** `randomInt` gives 48 bits at most. */
const randomRange = 2 ** 47;

/** Publishes months of the village. */
export function villagePublisher(ports: {
  readonly documents: Pick<Documents, "get" | "query" | "commit">;
  /** The tenant's active configurations. */
  configsOf(tenantId: TenantId): Promise<readonly TenantConfig[]>;
}) {
  const { documents, configsOf } = ports;

  /** `all` and its industries. Empty for a tenant that does not take part. */
  async function groupsOf(tenantId: TenantId): Promise<readonly string[]> {
    const sharing = (await configsOf(tenantId)).filter(({ village_knowledge }) => village_knowledge.contribute);
    if (sharing.length === 0) return [];
    const industries = sharing.map(({ industry, agent }) => villageGroupOf(industry ?? agent.business_context));
    return [...new Set(["all", ...industries])];
  }

  /** The shares of tenants that still take part. Who has left since counts no more. */
  async function contributionsOf(month: string, group: string): Promise<readonly Contribution[]> {
    const found: Contribution[] = [];
    let cursor: string | undefined;
    do {
      const page = await documents.query(platformScope, contributions, {
        where: [
          ["month", "==", month],
          ["group", "==", group],
        ],
        limit: pageLength,
        cursor,
      });
      for (const { data } of page.items) if ((await groupsOf(data.tenantId)).includes(group)) found.push(data);
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < maxContributions);
    return found;
  }

  return {
    groupsOf,

    /** The one snapshot of a month. The first that asks for it makes it, for all. */
    async publish(month: string, group: string, now: Date): Promise<VillageSnapshot> {
      const id = villageSnapshotId(month, group);
      const known = await documents.get(platformScope, villageSnapshots, id);
      if (known !== undefined) return known.data;
      const of = { month, group, at: now.toISOString() };
      const random = () => (randomInt(randomRange) + 0.5) / randomRange;
      const built = buildSnapshot(await contributionsOf(month, group), of, random);
      try {
        await documents.commit(platformScope, [put(villageSnapshots, id, built, { ifVersion: absent })]);
        return built;
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error;
        const stored = await documents.get(platformScope, villageSnapshots, id);
        if (stored === undefined) throw error;
        return stored.data;
      }
    },
  };
}
