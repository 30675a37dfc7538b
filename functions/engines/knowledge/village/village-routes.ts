import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { newestVillageMonth, villageMeasures } from "../../../../shared/contracts/lifecycle/village.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { villagePublisher } from "./publish-snapshot.ts";

const Figure = z.object({
  share: z.number().describe("0 to 1, in steps of 0.05."),
  within: z.number().describe("In 19 of 20 cases, noise has moved the share by no more than this."),
});

export const VillageMonth = z
  .object({
    month: z.string().describe("The month, such as 2026-11."),
    group: z.string().describe("`all`, or the industry."),
    tenants: z
      .number()
      .int()
      .nullable()
      .describe("The number of tenants, with noise of one or two. Null where too few take part."),
    figures: z
      .record(z.enum(villageMeasures), Figure)
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

  const village = villagePublisher({ documents, configsOf });

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
        const [all, industry] = await village.groupsOf(identity.tenantId);
        if (all === undefined)
          throw new Problem(
            403,
            "village-not-joined",
            "Set `village_knowledge: { contribute: true }` in the configuration.",
          );
        const newest = newestVillageMonth(now());
        const { month = newest, scope } = query;
        if (month > newest)
          throw new Problem(404, "village-month-open", `${month} is not published yet. The newest month is ${newest}.`);
        const group = scope === "all" ? all : (industry ?? all);
        const { tenants, figures } = await village.publish(month, group, now());
        return { status: 200, body: { month, group, tenants, figures } };
      },
    }),
  ];
}
