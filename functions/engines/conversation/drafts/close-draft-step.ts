import { draftCloseDue } from "../../../../shared/events/index.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { eraseSandbox } from "../../../app/erase-sandbox.ts";
import type { StoredCollection } from "../../../app/stored-collection.ts";
import { drafts } from "./draft.ts";

/** Removes the sandbox tenant of a draft with everything that was said and written in it. */
export function closeDraftStep(dependencies: {
  readonly documents: Documents;
  readonly blobs: Blobs;
  collections(): Promise<readonly StoredCollection[]>;
}) {
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
