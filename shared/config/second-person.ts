import { needsTwoPeople } from "../contracts/accounts/client-approval.ts";
import { Problem } from "../http/problem.ts";
import type { Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { agencyId } from "../security/agency.ts";
import { personBehind } from "../security/person-behind.ts";
import type { ConfigVersion } from "./versions/version-documents.ts";
import type { ConfigVersions } from "./versions/versions.ts";

/** A stored version, or a text that its author has not stored yet. */
interface Activated {
  readonly name: string;
  readonly version: number | undefined;
  readonly by: string;
}

/**
 * Where the client's `approval` is `two`, nobody gives customers a version that they wrote themselves, by a key or
 * otherwise: not by its number, and not by a rollout. A rollback asks for nobody else: customers have had that version, and
 * what harms them must end within seconds.
 * @throws Problem 409 `approval-missing`
 */
export async function requireSecondPerson(
  { configs, documents }: { readonly configs: Pick<ConfigVersions, "get">; readonly documents: Pick<Documents, "get"> },
  tenantId: TenantId,
  { name, version, by }: Activated,
): Promise<void> {
  if (!(await needsTwoPeople(documents, agencyId, tenantId))) return;
  const stored: Pick<ConfigVersion, "createdBy" | "authors"> | undefined =
    version === undefined ? { createdBy: by } : await configs.get(tenantId, name, version);
  if (stored === undefined) return;
  const [activator, ...writers] = await Promise.all(
    [by, stored.createdBy, ...(stored.authors ?? [])].map((subject) => personBehind(documents, subject)),
  );
  if (activator === undefined || !writers.includes(activator)) return;
  throw new Problem(
    409,
    "approval-missing",
    "This client needs two people: somebody who did not write this version has to activate it. Store it without activating it, and ask a colleague.",
  );
}
