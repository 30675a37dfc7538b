import { z } from "zod";
import { requirementsVersionId, requirementsVersions } from "../../../../shared/contracts/lifecycle/requirements.ts";
import {
  type RequirementsVersionRequested,
  requirementsApproved,
  requirementsEdited,
  requirementsOpened,
  requirementsVersionRequested,
} from "../../../../shared/events/index.ts";
import { absent, put } from "../../../../shared/platform/documents.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { applyOperations } from "./apply-operations.ts";
import { approvalHindrances } from "./approval-hindrances.ts";
import { RequirementOperation } from "./operation.ts";
import { changeId, newRequirements, type Requirements, requirements, requirementsChanges } from "./requirements.ts";

const Operations = z.array(RequirementOperation);

export const openRequirements = step({
  name: "prd-open",
  on: requirementsOpened,
  document: requirements,
  documentId: ({ data }) => data.requirementsId,
  decide(known, { data }) {
    if (known) return undefined;
    return { document: openedRequirements(data) };
  },
});

/** A new document with its title. */
export function openedRequirements(data: z.infer<typeof requirementsOpened.schema>) {
  const { requirementsId: id, title, researchId, language, twoPeople, by, at } = data;
  const empty = newRequirements({ id, researchId, language, twoPeople, by, at });
  const operations = [{ op: "add", section: "overview", fields: { title } }] as const;
  return applyOperations(empty, { operations, by, via: "hand", at, change: id }).state;
}

/** Changes the document and writes the change down in its history, in one commit. */
export const editRequirements = step({
  name: "prd-edit",
  on: requirementsEdited,
  document: requirements,
  documentId: ({ data }) => data.requirementsId,
  exclusive: false,
  decide(known, { id: change, data }) {
    const { requirementsId, by, via, at } = data;
    if (!known) throw new TerminalError("prd-not-found", `There is no requirements document "${requirementsId}".`);
    const outcome = applyOperations(known, { operations: Operations.parse(data.operations), by, via, at, change });
    const { state: document, changes } = outcome;
    if (document === known) return undefined;
    const { revision } = document;
    const record = { requirementsId, revision, by, via, at, changes: [...changes] };
    return {
      document,
      writes: [put(requirementsChanges, changeId(requirementsId, revision), record, { ifVersion: absent })],
    };
  },
});

/** Keeps the document as it stands under a name, or approves it. */
export const keepVersion = step<RequirementsVersionRequested, Requirements>({
  name: "prd-keep-version",
  on: requirementsVersionRequested,
  publishes: [requirementsApproved],
  document: requirements,
  documentId: ({ data }) => data.requirementsId,
  exclusive: false,
  decide(known, { data }) {
    const { requirementsId, name, approve, revision, by, at } = data;
    if (!known) throw new TerminalError("prd-not-found", `There is no requirements document "${requirementsId}".`);
    if (approve) requireApprovable(known, { revision, by });
    const number = known.versions + 1;
    const kept = { requirementsId, number, name, revision: known.revision, language: known.language };
    const version = { ...kept, items: known.items, approved: approve, by, at };
    const write = put(requirementsVersions, requirementsVersionId(requirementsId, number), version, {
      ifVersion: absent,
    });
    if (!approve) return { document: { ...known, versions: number }, writes: [write] };
    return {
      document: { ...known, versions: number, status: "approved", approved: { version: number, by, at } },
      writes: [write],
      publish: [newEvent(requirementsApproved, requirementsId, { requirementsId, version: number, by, at })],
    };
  },
});

function requireApprovable(
  known: Parameters<typeof approvalHindrances>[0] & {
    readonly revision: number;
    readonly twoPeople: boolean;
    readonly lastAuthor: string;
  },
  { revision, by }: { readonly revision: number; readonly by: string },
): void {
  if (known.revision !== revision)
    throw new TerminalError(
      "requirements-stale",
      `The document is at revision ${known.revision} now, and you read ${revision}. Read it again before you approve it.`,
    );
  const hindrances = approvalHindrances(known);
  if (hindrances.length > 0) throw new TerminalError("requirements-incomplete", hindrances.join(" "));
  if (known.twoPeople && known.lastAuthor === by)
    throw new TerminalError(
      "second-person-required",
      "You changed the document last, and its approval takes two people. Ask a colleague to approve it.",
    );
}
