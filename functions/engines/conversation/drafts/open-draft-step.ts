import { draftCloseDue, draftOpened } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type Draft, drafts } from "./draft.ts";

/** Records a draft, and when its sandbox tenant is removed. */
export const openDraftStep = step({
  name: "conversation-open-draft",
  on: draftOpened,
  schedules: [draftCloseDue],
  document: drafts,
  documentId: ({ data }) => data.draftId,
  decide(draft, { data }) {
    if (draft) return undefined;
    const { draftId: id, configName, purpose, sandbox, by: createdBy, at: createdAt, expiresAt } = data;
    const document: Draft = {
      id,
      configName,
      purpose,
      sandbox: TenantId.parse(sandbox),
      status: "open",
      createdBy,
      createdAt,
      expiresAt,
    };
    const due = newEvent(draftCloseDue, id, { draftId: id, isLast: false });
    return { document, schedule: [{ ...due, name: `draft-close-${id}`, at: new Date(expiresAt) }] };
  },
});
