import { m } from "#messages";
import type { AuditEntry } from "../../../../../../../shared/security/audit.ts";

const names: Readonly<Record<AuditEntry["action"], () => string>> = {
  "customer-exported": m.audit_customer_exported,
  "customer-erase-requested": m.audit_customer_erase_requested,
  "customer-erased": m.audit_customer_erased,
  "customer-changed": m.audit_customer_changed,
  "customer-merged": m.audit_customer_merged,
  "merge-refused": m.audit_merge_refused,
  "customer-unmerged": m.audit_customer_unmerged,
  "call-joined": m.audit_call_joined,
  "call-whispered": m.audit_call_whispered,
  "proposal-accepted": m.audit_proposal_accepted,
  "proposal-withdrawn": m.audit_proposal_withdrawn,
  "client-added": m.audit_client_added,
  "client-changed": m.audit_client_changed,
  "person-invited": m.audit_person_invited,
  "person-changed": m.audit_person_changed,
  "session-opened": m.audit_session_opened,
  "session-ended": m.audit_session_ended,
  "sla-corrected": m.audit_sla_corrected,
  "automation-approved": m.audit_automation_approved,
  "automation-activated": m.audit_automation_activated,
  "channel-tested": m.audit_channel_tested,
};

/** What was done, in the person's language. An action that this page does not know yet stands as the API names it. */
export function actionName(action: string): string {
  return Object.entries(names).find(([known]) => known === action)?.[1]() ?? action;
}
