import { draftCloseDue } from "../../../../shared/events/index.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type EraseDependencies, eraseSandbox } from "../../../app/sandbox/erase-sandbox.ts";
import { drafts } from "./draft.ts";

/** Removes the sandbox tenant of a draft with everything that was said and written in it. */
export function closeDraftStep(dependencies: EraseDependencies) {
  return step({
    name: "conversation-close-draft",
    on: draftCloseDue,
    document: drafts,
    documentId: ({ data }) => data.draftId,
    async gather(draft) {
      if (draft?.status !== "open") return undefined;
      return eraseSandbox(dependencies, draft.sandbox, { withKey: true });
    },
    decide(draft, _event, erased) {
      return draft && erased !== undefined ? { document: { ...draft, status: "closed" as const } } : undefined;
    },
  });
}
