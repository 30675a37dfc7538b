import { randomInt } from "node:crypto";
import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import { absent, type Documents, put, VersionConflict } from "../../../../shared/platform/documents.ts";
import { platformScope, type TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type Contribution, contributions, groupOf, measures, monthOf } from "./contribution.ts";
import { buildSnapshot, type Snapshot, snapshots } from "./snapshot.ts";

/** Shares come in during the month after, with each tenant's first conversation. */
const releasedAfterDays = 14;
const maxContributions = 10_000;
const pageLength = 200;
/** `randomInt` gives 48 bits at most. */
const randomRange = 2 ** 47;

const Figure = z.object({
  share: z.number().describe("0 to 1, in steps of 0.05."),
  within: z.number().describe("In 19 of 20 cases, noise has moved the share by no more than this."),
});

export const VillageMonth = z
  .object({
    month: z.string().describe("The month, such as 2026-11."),
    group: z.string().describe("`all`, or the industry."),
    figures: z
      .record(z.enum(measures), Figure)
      .nullable()
      .describe("Shares of ended conversations, averaged over tenants. Null where too few tenants take part."),
  })
  .meta({ id: "VillageMonth" });

/** What all tenants that take part have in common. */
export function villageRoutes(dependencies: {
  readonly documents: Pick<Documents, "get" | "query" | "commit">;
  configsOf(tenantId: TenantId): Promise<readonly TenantConfig[]>;
  readonly now: () => Date;
}) {
  const { documents, configsOf, now } = dependencies;

  async function groupsOf(tenantId: TenantId): Promise<readonly string[]> {
    const sharing = (await configsOf(tenantId)).filter(({ village_knowledge }) => village_knowledge.contribute);
    if (sharing.length === 0) return [];
    return ["all", ...sharing.map(({ industry, agent }) => groupOf(industry ?? agent.business_context))];
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

  /** The one snapshot of a month. The first that asks for it makes it, for all. */
  async function snapshotOf(month: string, group: string): Promise<Snapshot> {
    const id = deriveId("village-snapshot", month, group);
    const known = await documents.get(platformScope, snapshots, id);
    if (known !== undefined) return known.data;
    const of = { month, group, at: now().toISOString() };
    const random = () => (randomInt(randomRange) + 0.5) / randomRange;
    const built = buildSnapshot(await contributionsOf(month, group), of, random);
    try {
      await documents.commit(platformScope, [put(snapshots, id, built, { ifVersion: absent })]);
      return built;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      const stored = await documents.get(platformScope, snapshots, id);
      if (stored === undefined) throw error;
      return stored.data;
    }
  }

  return [
    route({
      tag: "Knowledge",
      method: "GET",
      path: "/v1/knowledge/village",
      operationId: "getVillageMonth",
      summary: "Compare with all tenants that take part: one month's shares",
      description:
        "For tenants whose configuration has `village_knowledge: { contribute: true }`. A month is published once, from the 15th of the next one. Every figure is an average over at least five tenants with noise (differential privacy, epsilon 1), so that nothing can be told of any one of them. A month with too few is withheld for good.",
      problems: { 403: ["village-not-joined"], 404: ["village-month-open"] },
      permission: "knowledge:read",
      query: z.object({
        month: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2026-11")
          .optional()
          .describe("A month that is over. Without it, the last one that is published."),
        scope: z.enum(["all", "industry"]).default("all").describe("All tenants, or those of your industry."),
      }),
      reply: VillageMonth,
      async handle({ identity, query }) {
        const [all, industry] = await groupsOf(identity.tenantId);
        if (all === undefined)
          throw new Problem(
            403,
            "village-not-joined",
            "Set `village_knowledge: { contribute: true }` in the configuration.",
          );
        const newest = newestMonth(now());
        const { month = newest, scope } = query;
        if (month > newest)
          throw new Problem(404, "village-month-open", `${month} is not published yet. The newest month is ${newest}.`);
        const group = scope === "all" ? all : (industry ?? all);
        const { figures } = await snapshotOf(month, group);
        return { status: 200, body: { month, group, figures } };
      },
    }),
  ];
}

/** The newest month that is published on this day. */
function newestMonth(now: Date): string {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  day.setUTCMonth(day.getUTCMonth() - (now.getUTCDate() > releasedAfterDays ? 1 : 2));
  return monthOf(day.toISOString());
}
