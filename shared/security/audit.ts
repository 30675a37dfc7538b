import { z } from "zod";
import { type Collection, put, type Write } from "../platform/documents.ts";

/** Who did what to whose data. Written in the same commit as the action, and never changed. */
const AuditEntry = z.object({
  id: z.string(),
  at: z.string(),
  /** The subject of the token or key. */
  actor: z.string(),
  action: z.literal([
    "customer-exported",
    "customer-erase-requested",
    "customer-erased",
    "customer-changed",
    "customer-merged",
    "customer-unmerged",
    "merge-refused",
    "call-joined",
    "call-whispered",
    "proposal-accepted",
    "proposal-withdrawn",
    "client-added",
    "client-changed",
    "person-invited",
    "person-changed",
    "session-opened",
    "session-ended",
    "sla-corrected",
    "automation-approved",
    "automation-activated",
    "channel-tested",
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
  // Ids and counts. The log is to last longer than what it tells of.
  personal: "nothing",
};

/** The write to add to the commit of the action. */
export function auditWrite(entry: AuditEntry): Write {
  return put(auditEntries, entry.id, entry);
}
