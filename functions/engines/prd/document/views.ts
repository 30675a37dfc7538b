import { z } from "zod";
import {
  itemsIn,
  RequirementItem,
  type RequirementsVersion,
} from "../../../../shared/contracts/lifecycle/requirements.ts";
import { approvalHindrances } from "./approval-hindrances.ts";
import { AppliedChange, ChangeOrigin, type ChangeRecord, Conflict, type Requirements } from "./requirements.ts";

const Approved = z
  .object({
    version: z.number().int().describe("The version that was approved."),
    by: z.string().describe("Who approved it."),
    at: z.string().describe("When it was approved."),
  })
  .nullable()
  .describe("The version that was approved last. Null before the first approval.");

export const RequirementsSummary = z
  .object({
    prd_id: z.string().describe("Identifies the document in the other routes."),
    title: z.string().describe("The title of its overview."),
    status: z
      .enum(["draft", "approved"])
      .describe("An approved document becomes a draft again with its next change; its approved version stays."),
    language: z.enum(["en", "hi"]).describe("The language that it is written in."),
    research_id: z.string().nullable().describe("The research run that it builds on. Null without one."),
    revision: z.number().int().describe("Grows by one with each change."),
    versions: z.number().int().describe("The number of its newest kept version; 0 before the first."),
    approved: Approved,
    two_people: z.boolean().describe("True when the approver must not be the last author."),
    last_author: z.string().describe("Who changed it last."),
    created_at: z.string().describe("When it was opened."),
    updated_at: z.string().describe("When it was changed last."),
  })
  .meta({ id: "RequirementsSummary" });
export type RequirementsSummary = z.infer<typeof RequirementsSummary>;

export const RequirementsView = RequirementsSummary.extend({
  items: z.array(RequirementItem).describe("Its items, section by section of the names."),
  conflicts: z.array(Conflict).describe("Changes that could not be merged. Settle each with the operation `resolve`."),
  hindrances: z.array(z.string()).describe("Why it cannot be approved yet, each with what to do."),
}).meta({ id: "Requirements" });
export type RequirementsView = z.infer<typeof RequirementsView>;

export const EditedRequirements = RequirementsView.extend({
  caused_conflicts: z
    .array(z.string())
    .describe("The ids of the conflicts that this change caused. Empty: all of it took effect."),
}).meta({ id: "EditedRequirements" });

export const VersionSummary = z
  .object({
    version: z.number().int().describe("Counts from 1."),
    name: z.string().describe("Its name."),
    revision: z.number().int().describe("The revision of the document that it keeps."),
    approved: z.boolean().describe("True for a version that was approved."),
    by: z.string().describe("Who kept or approved it."),
    at: z.string().describe("When that was."),
  })
  .meta({ id: "RequirementsVersionSummary" });

export const VersionView = VersionSummary.extend({
  items: z.array(RequirementItem).describe("The items as they stood."),
}).meta({ id: "RequirementsVersion" });

export const ChangeView = z
  .object({
    revision: z.number().int().describe("The revision that the change made."),
    by: z.string().describe("Its author."),
    via: ChangeOrigin.describe("By hand, by the interview, or by undo, restore or import."),
    at: z.string().describe("When it was made."),
    changes: z.array(AppliedChange).describe("What it did, in order."),
  })
  .meta({ id: "RequirementsChange" });

export function titleOfRequirements({ items }: Pick<Requirements, "items">): string {
  return itemsIn(items, "overview")[0]?.title ?? "";
}

export function requirementsSummary(state: Requirements): RequirementsSummary {
  return {
    prd_id: state.id,
    title: titleOfRequirements(state),
    status: state.status,
    language: state.language,
    research_id: state.researchId,
    revision: state.revision,
    versions: state.versions,
    approved: state.approved,
    two_people: state.twoPeople,
    last_author: state.lastAuthor,
    created_at: state.createdAt,
    updated_at: state.updatedAt,
  };
}

export function requirementsView(state: Requirements): RequirementsView {
  const { items, conflicts } = state;
  return { ...requirementsSummary(state), items, conflicts, hindrances: [...approvalHindrances(state)] };
}

export function versionSummary(version: RequirementsVersion): z.infer<typeof VersionSummary> {
  const { number, name, revision, approved, by, at } = version;
  return { version: number, name, revision, approved, by, at };
}

export function changeView({ revision, by, via, at, changes }: ChangeRecord): z.infer<typeof ChangeView> {
  return { revision, by, via, at, changes };
}
