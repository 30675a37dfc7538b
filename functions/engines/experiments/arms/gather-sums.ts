import { experimentExposures } from "../../../../shared/contracts/metrics/experiment-exposures.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type ArmSums, addCustomer, noSums } from "./arm-sums.ts";
import { type SessionOutcome, sessionOutcomes } from "./session-outcomes.ts";

const pageSize = 300;

/**
 * Adds up every exposed customer from the records themselves: whatever came twice, late or in another order, the sums
 * are those of the records. A customer's conversations over several channels are one customer.
 */
export async function gatherSums(
  documents: Documents,
  tenantId: TenantId,
  experimentId: string,
): Promise<ReadonlyMap<string, ArmSums>> {
  const byArm = new Map<string, ArmSums>();
  let customer: { readonly id: string; readonly arm: string; sessions: SessionOutcome[] } | undefined;
  const finish = () => {
    if (!customer) return;
    const sums = byArm.get(customer.arm) ?? noSums();
    byArm.set(customer.arm, sums);
    addCustomer(sums, customer.sessions);
  };
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, experimentExposures.collection, {
      where: [["state.experimentId", "==", experimentId]],
      orderBy: { field: "state.customerId", direction: "asc" },
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const {
      data: { state },
    } of page.items) {
      if (customer?.id !== state.customerId) {
        finish();
        customer = { id: state.customerId, arm: state.arm, sessions: [] };
      }
      customer.sessions.push(...sessionOutcomes(state));
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  finish();
  return byArm;
}
