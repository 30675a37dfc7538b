import { z } from "zod";
import { type Collection, put, type Write } from "../platform/documents.ts";

/** Who did what to whose data: written with the deed, never changed. */
const AuditEntry = z.object({
  id: z.string(),
  at: z.string(),
  /** The token's or the key's subject. */
  actor: z.string(),
  action: z.literal([
    "customer-exported",
    "customer-erase-requested",
    "customer-erased",
    "customer-changed",
    "customer-unmerged",
  ]),
  /** An id, never personal data. */
  target: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const auditEntries: Collection<AuditEntry> = {
  name: "audit",
  schema: AuditEntry,
  indexes: [["at"], ["target", "at desc"]],
  confidential: false,
};

/** For the commit of the deed itself. */
export function audited(entry: AuditEntry): Write {
  return put(auditEntries, entry.id, entry);
}
