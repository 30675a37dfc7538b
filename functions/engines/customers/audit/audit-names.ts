import { clientNames, namesOfPeople } from "../../../../shared/contracts/accounts/account-names.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import type { AuditEntry } from "../../../../shared/security/audit.ts";

/** What the people and clients of audit entries are called. Each is read once. */
export function namesOfAccounts(documents: Documents) {
  const personName = namesOfPeople(documents, agencyId);
  const clients = new Map<string, Promise<string | null>>();
  const clientName = (id: string) => {
    const name = clients.get(id) ?? documents.get(agencyId, clientNames, id).then((found) => found?.data.name ?? null);
    clients.set(id, name);
    return name;
  };
  return {
    /** Null for a token, a key or a program. */
    actor: ({ actor }: Pick<AuditEntry, "actor">) => personName(actor),
    /** Null for a customer: the log holds no personal data of customers. */
    async target({ action, target }: Pick<AuditEntry, "action" | "target">): Promise<string | null> {
      if (action.startsWith("client-")) return clientName(target);
      return /^(person|session)-/.test(action) ? personName(`person:${target}`) : null;
    },
  };
}
