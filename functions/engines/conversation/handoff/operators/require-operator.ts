import { Problem } from "../../../../../shared/http/problem.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { operators } from "./operator.ts";

/** @throws Problem 422 `operator-unknown` */
export async function requireOperator(documents: Documents, tenantId: TenantId, id: string): Promise<void> {
  if (await documents.get(tenantId, operators.collection, id)) return;
  throw new Problem(422, "operator-unknown", `There is no operator "${id}".`);
}
