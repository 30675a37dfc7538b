import { randomUUID } from "node:crypto";
import type { Write } from "../../../shared/platform/documents.ts";
import { type AuditEntry, auditWrite } from "../../../shared/security/audit.ts";

/** The entry of what somebody did to a client, a person or a session. It stands in the agency's audit log. */
export function accountAudit(
  action: Extract<AuditEntry["action"], `${"client" | "person" | "session"}-${string}`>,
  entry: {
    readonly actor: string;
    readonly target: string;
    readonly now: Date;
    readonly detail?: AuditEntry["detail"];
  },
): Write {
  const { actor, target, now, detail = {} } = entry;
  return auditWrite({ id: randomUUID(), at: now.toISOString(), actor, action, target, detail });
}
