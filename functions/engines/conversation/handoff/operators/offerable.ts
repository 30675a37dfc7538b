import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { Documents, QueryCondition } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { conversations } from "../../conversations.ts";
import type { Handoff } from "../state.ts";
import { mayTake } from "./choose-operator.ts";
import type { Operator } from "./operator.ts";

export interface OfferableDependencies {
  readonly platform: { readonly documents: Documents };
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

export interface Waiting {
  readonly conversationId: string;
  readonly handoff: Handoff;
}

const pageSize = 50;

/**
 * The most urgent handoffs that an operator may take, at most `wanted`, however many others wait before them. One query
 * for each of the operator's departments and one for handoffs without a department, and further pages where skills do
 * not fit.
 */
export async function offerableTo(
  { platform: { documents }, config }: OfferableDependencies,
  tenantId: TenantId,
  { operator, wanted }: { readonly operator: Operator; readonly wanted: number },
): Promise<readonly Waiting[]> {
  const { departments } = operator;
  const groups = departments.length === 0 ? [undefined] : [...new Set(departments), null];
  const found = await Promise.all(groups.map(async (department) => waitingIn(department)));
  return found
    .flat()
    .toSorted((a, b) => compareText(a.handoff.order, b.handoff.order))
    .slice(0, wanted);

  /** `undefined`: of every department. */
  async function waitingIn(department: string | null | undefined): Promise<Waiting[]> {
    const inDepartment: QueryCondition[] =
      department === undefined ? [] : [["state.handoff.department", "==", department]];
    const waiting: Waiting[] = [];
    let cursor: string | undefined;
    do {
      const page = await documents.query(tenantId, conversations.collection, {
        where: [["state.handoff.stage", "==", "queued"], ...inDepartment],
        orderBy: { field: "state.handoff.order", direction: "asc" },
        limit: pageSize,
        cursor,
      });
      for (const { data } of page.items) {
        const { id: conversationId, handoff, language, config: used } = data.state;
        if (!handoff || handoff.tried.includes(operator.id)) continue;
        const tenant = await config(tenantId, used.name, used.version);
        if (mayTake(operator, { handoff, language }, tenant)) waiting.push({ conversationId, handoff });
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined && waiting.length < wanted);
    return waiting;
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
