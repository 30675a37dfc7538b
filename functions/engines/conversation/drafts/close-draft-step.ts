import { draftCloseDue } from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type EraseDependencies, eraseSandbox } from "../../../app/sandbox/erase-sandbox.ts";
import { drafts } from "./draft.ts";

/** Longer than a test call's token is valid, so that nothing is written later. */
const untilLastMs = 10 * 60_000;

/**
 * Removes the sandbox tenant of a draft with everything that was said and written in it. A call that is under way may still
 * write, so a second round follows, which takes the tenant's key as well.
 */
export function closeDraftStep(dependencies: EraseDependencies) {
  return step({
    name: "conversation-close-draft",
    on: draftCloseDue,
    schedules: [draftCloseDue],
    document: drafts,
    documentId: ({ data }) => data.draftId,
    async gather(draft, { data: { isLast } }) {
      if (draft === undefined || (draft.status !== "open" && !isLast)) return undefined;
      return eraseSandbox(dependencies, draft.sandbox, { withKey: isLast });
    },
    decide(draft, { data: { draftId, isLast } }, erased, now) {
      if (draft === undefined || erased === undefined) return undefined;
      const document = { ...draft, status: "closed" as const };
      if (isLast) return { document };
      const last = newEvent(draftCloseDue, draftId, { draftId, isLast: true });
      const at = new Date(now.getTime() + untilLastMs);
      return { document, schedule: [{ ...last, name: `draft-close-last-${draftId}`, at }] };
    },
  });
}
