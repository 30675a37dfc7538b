import type { TenantConfig } from "../../../../shared/config/index.ts";
import {
  newestVillageMonth,
  villageMonthBefore,
  villageMonthOf,
} from "../../../../shared/contracts/lifecycle/village.ts";
import { type ConversationClosed, conversationClosed } from "../../../../shared/events/index.ts";
import { absent, type Documents, put } from "../../../../shared/platform/documents.ts";
import { platformScope, type TenantId } from "../../../../shared/platform/tenant.ts";
import { unlessConflict } from "../../../../shared/platform/version-conflicts.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { cases } from "../cases/case.ts";
import { readNewest } from "../read-newest.ts";
import { contributions, sharesOf } from "./contribution.ts";
import { type Participation, participations } from "./participation.ts";
import { villagePublisher } from "./publish-snapshot.ts";

/** The cases that a month's shares are made of. */
const maxCases = 5_000;

/**
 * Gives a tenant's shares of the month before to the village at its first ended conversation of a month, and has the month
 * published at the first one after the 14th. Nothing for a tenant that does not take part.
 */
export function contributeStep(dependencies: {
  readonly documents: Pick<Documents, "get" | "query" | "commit">;
  /** The tenant's active configurations. */
  configsOf(tenantId: TenantId): Promise<readonly TenantConfig[]>;
}) {
  const { documents, configsOf } = dependencies;
  const village = villagePublisher(dependencies);

  async function give(tenantId: TenantId, month: string, groups: readonly string[], at: string): Promise<void> {
    const since = `${month}-01T00:00:00.000Z`;
    const of = { collection: cases.collection, field: "state.at", since, max: maxCases };
    const ended = (await readNewest(documents, tenantId, of)).items.map(({ state }) => state);
    const shares = sharesOf(ended.filter((each) => villageMonthOf(each.at) === month));
    if (shares === undefined) return;
    for (const group of groups) {
      const id = deriveId("village", tenantId, month, group);
      const write = put(contributions, id, { tenantId, month, group, shares, at }, { ifVersion: absent });
      await unlessConflict(documents.commit(platformScope, [write])); // a conflict: it was given before a crash
    }
  }

  return step<ConversationClosed, Participation, Participation | undefined>({
    name: "knowledge-contribute",
    on: conversationClosed,
    document: participations,
    documentId: () => "village",
    async filter({ tenantId }) {
      return (await configsOf(tenantId)).some(({ village_knowledge }) => village_knowledge.contribute);
    },
    async gather(known, { tenantId, data }) {
      const month = villageMonthBefore(villageMonthOf(data.at));
      const published = newestVillageMonth(new Date(data.at));
      const { lastMonth = "", publishedMonth = "" } = known ?? {};
      if (lastMonth >= month && publishedMonth >= published) return undefined;
      const groups = await village.groupsOf(tenantId);
      if (lastMonth < month) await give(tenantId, month, groups, data.at);
      // Interviews read what is published, so a month is published as soon as it may be, also when nobody asks for it.
      if (month === published) for (const group of groups) await village.publish(month, group, new Date(data.at));
      return { lastMonth: month, publishedMonth: published };
    },
    decide: (_known, _event, document) => (document === undefined ? undefined : { document }),
  });
}
