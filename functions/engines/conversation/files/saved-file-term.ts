import { z } from "zod";
import {
  type SavedFileLetGo,
  savedFileDue,
  savedFileLetGo,
} from "../../../../shared/events/conversation/saved-files.ts";
import { requestedEvent } from "../../../../shared/http/requested-event.ts";
import type { ApiRequest } from "../../../../shared/http/route.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";

/** How long a file is kept that no saved reply and no macro names. */
const dayMs = 86_400_000;
/** Longer than any redelivery of its events. */
const termKeptMs = 30 * dayMs;

const SavedFileTerm = z.object({ fileId: z.string(), until: z.string() });
export type SavedFileTerm = z.infer<typeof SavedFileTerm>;

/** Until when a saved file stays without a use, by the file's id. */
export const savedFileTerms = ownedDocument<SavedFileTerm>({
  name: "saved-file-terms",
  state: SavedFileTerm,
  indexes: [],
  confidential: false,
  personal: "nothing",
  expiry: ({ until }) => new Date(Date.parse(until) + termKeptMs),
});

/** Notes the newest term of a file, and when it is looked at. */
export const limitSavedFileStep = step<SavedFileLetGo, SavedFileTerm>({
  name: "conversation-limit-saved-file",
  on: savedFileLetGo,
  schedules: [savedFileDue],
  document: savedFileTerms,
  documentId: ({ data }) => data.fileId,
  decide(before, { id, data: { fileId, blob, until } }) {
    const latest = before && before.until > until ? before.until : until;
    const due = newEvent(savedFileDue, fileId, { fileId, blob });
    return {
      document: { fileId, until: latest },
      schedule: [{ ...due, name: `saved-file-due-${id}`, at: new Date(until) }],
    };
  },
});

export interface LettingGo {
  readonly runner: Runner;
  readonly now: () => Date;
}

/**
 * Has a look planned at files that may be without a use. It comes before the change that lets them go: a process that dies in
 * between leaves no file that nobody looks at.
 */
export async function letGo(
  { runner, now }: LettingGo,
  request: Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">,
  files: readonly { readonly id: string; readonly blob: string }[],
): Promise<void> {
  const at = now();
  const until = new Date(at.getTime() + dayMs).toISOString();
  for (const { id: fileId, blob } of files) {
    const data = { fileId, blob, until };
    const event = requestedEvent(savedFileLetGo, request, { action: "saved-file-let-go", key: blob, data, at });
    await runner.run(limitSavedFileStep, event, { repeatable: request.idempotencyKey !== undefined });
  }
}
