import type { ConfigVersions } from "../../../shared/config/versions.ts";
import { needsTwoPeople } from "../../../shared/contracts/client-approval.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { personBehind } from "../../../shared/security/person-behind.ts";

/** A stored version, or a text that its author has not stored yet. */
interface Activated {
  readonly name: string;
  readonly version: number | undefined;
  readonly by: string;
}

/**
 * Where the client's `approval` is `two`, nobody activates a version that they wrote themselves, by a key or otherwise.
 * @throws Problem 409 `approval-missing`
 */
export async function requireSecondPerson(
  { configs, documents }: { readonly configs: Pick<ConfigVersions, "get">; readonly documents: Pick<Documents, "get"> },
  tenantId: TenantId,
  { name, version, by }: Activated,
): Promise<void> {
  if (!(await needsTwoPeople(documents, agencyId, tenantId))) return;
  const author = version === undefined ? by : (await configs.get(tenantId, name, version))?.createdBy;
  if (author === undefined) return;
  const [writer, activator] = await Promise.all([personBehind(documents, author), personBehind(documents, by)]);
  if (writer !== activator) return;
  throw new Problem(
    409,
    "approval-missing",
    "This client needs two people: somebody who did not write this version has to activate it. Store it without activating it, and ask a colleague.",
  );
}
