import { z } from "zod";
import {
  RequirementItem,
  RequirementValue,
  requirementsDocuments,
} from "../../../../shared/contracts/lifecycle/requirements.ts";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

/** What a person or the interview wanted, and what another change had made impossible. Nothing of it is lost. */
export const Conflict = z.object({
  id: z.string().describe("Identifies the conflict within the document, such as `C-3`."),
  kind: z
    .literal(["field", "edit-of-removed", "removal-of-changed"])
    .describe(
      "`field`: two people changed the same words. `edit-of-removed`: the item was removed meanwhile. `removal-of-changed`: the item was changed meanwhile, so it stays.",
    ),
  item: z.string().describe("The item."),
  field: z.string().nullable().describe("The field. Null for a removal."),
  seen: RequirementValue.describe("What the author of the proposal saw in the field."),
  proposed: RequirementValue.describe("What the author wanted in the field."),
  by: z.string().describe("The author of the proposal."),
  via: z.string().describe("How the proposal came: `hand`, `interview`, `undo`, `restore` or `import`."),
  at: z.string().describe("When the proposal came."),
  change: z.string().describe("Identifies the change that caused it."),
});
export type Conflict = z.infer<typeof Conflict>;

/** How a change came to the document. */
export const ChangeOrigin = z.literal(["hand", "interview", "undo", "restore", "import"]);
export type ChangeOrigin = z.infer<typeof ChangeOrigin>;

const Requirements = z.object({
  id: z.string(),
  researchId: z.string().nullable(),
  language: z.literal(["en", "hi"]),
  status: z.literal(["draft", "approved"]),
  revision: z.number().int(),
  items: z.array(RequirementItem),
  approved: z.object({ version: z.number().int(), by: z.string(), at: z.string() }).nullable(),
  /** The last number given to an item of each section: no number is given twice. */
  counters: z.record(z.string(), z.number().int()),
  conflicts: z.array(Conflict),
  conflictCounter: z.number().int(),
  /** The number of the newest version; 0 before the first. */
  versions: z.number().int(),
  /** True when the approver must not be the last author. */
  twoPeople: z.boolean(),
  lastAuthor: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Requirements = z.infer<typeof Requirements>;

/** Requirements documents. Every change of one is a record of `requirements-changes`. */
export const requirements = ownedDocument<Requirements>({
  name: requirementsDocuments.name,
  state: Requirements,
  indexes: [["updatedAt"]],
  confidential: true,
  personal: "nothing",
});

export function newRequirements(given: {
  readonly id: string;
  readonly researchId: string | null;
  readonly language: Requirements["language"];
  readonly twoPeople: boolean;
  readonly by: string;
  readonly at: string;
}): Requirements {
  const { by, at, ...own } = given;
  return {
    ...own,
    status: "draft",
    revision: 0,
    items: [],
    approved: null,
    counters: {},
    conflicts: [],
    conflictCounter: 0,
    versions: 0,
    lastAuthor: by,
    createdBy: by,
    createdAt: at,
    updatedAt: at,
  };
}

/** One thing that a change did. */
export const AppliedChange = z.discriminatedUnion("type", [
  z.object({ type: z.literal("added"), item: RequirementItem }),
  z.object({ type: z.literal("removed"), item: RequirementItem }),
  z.object({
    type: z.literal("set"),
    id: z.string().describe("The item."),
    field: z.string().describe("The field."),
    before: RequirementValue.describe("What stood in the field."),
    after: RequirementValue.describe("What stands there since."),
  }),
]);
export type AppliedChange = z.infer<typeof AppliedChange>;

const ChangeRecord = z.object({
  requirementsId: z.string(),
  revision: z.number().int(),
  by: z.string(),
  via: ChangeOrigin,
  at: z.string(),
  changes: z.array(AppliedChange),
});
export type ChangeRecord = z.infer<typeof ChangeRecord>;

/** The history of the documents: by hand, by the interview, by undo and restore, in one line. */
export const requirementsChanges: Collection<ChangeRecord> = {
  name: "requirements-changes",
  schema: ChangeRecord,
  indexes: [["requirementsId", "revision desc"]],
  confidential: true,
  personal: "nothing",
};

export function changeId(requirementsId: string, revision: number): string {
  return `${requirementsId}.${revision}`;
}

const Comment = z.object({
  requirementsId: z.string(),
  item: z.string().nullable(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  resolvedBy: z.string().nullable(),
});
export type RequirementComment = z.infer<typeof Comment>;

/** What people write about an item, or about the whole document. */
export const requirementComments: Collection<RequirementComment> = {
  name: "requirements-comments",
  schema: Comment,
  indexes: [["requirementsId", "at desc"]],
  confidential: true,
  personal: "nothing",
};
