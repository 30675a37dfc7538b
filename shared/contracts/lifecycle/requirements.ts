import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";
import { readModel } from "../read-model.ts";
import { requirementSections, SectionName } from "./requirement-sections.ts";

/** Where an item comes from. */
export const RequirementSource = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("answer").describe("An answer in an interview."),
    session: z.string().describe("The interview."),
    question: z.string().describe("Identifies the question within the interview, such as `hours.open`."),
  }),
  z.object({
    kind: z.literal("fact").describe("A fact that research found."),
    research: z.string().describe("The run of the research."),
    fact: z.string().describe("Identifies the fact within the run."),
    url: z.string().nullable().describe("The page that says it. Null for a source without an address."),
  }),
  z.object({
    kind: z.literal("edit").describe("Written by a person."),
    by: z.string().describe("The subject of the person."),
  }),
]);
export type RequirementSource = z.infer<typeof RequirementSource>;

/** The value of one field: what a merge compares and replaces as a whole, but for texts, which merge within. */
export const RequirementValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type RequirementValue = z.infer<typeof RequirementValue>;

/** One item of a requirements document. Its id is never given to another one, and survives every version. */
export const RequirementItem = z.object({
  id: z.string().describe("Such as `REQ-12`. Stable over all versions of the document."),
  section: SectionName.describe("The section that the item stands in."),
  fields: z.record(z.string(), RequirementValue).describe("The item's fields, by name. Its section says which."),
  source: RequirementSource.describe("Where the item comes from."),
  revision: z.number().int().describe("The revision of the document that changed the item last."),
});
export type RequirementItem = z.infer<typeof RequirementItem>;

/** The items of one section with their fields typed, in the document's order. */
export function itemsIn<S extends SectionName>(
  items: readonly RequirementItem[],
  section: S,
): readonly SectionItem<S>[] {
  const { fields: schema } = requirementSections[section];
  return items
    .filter((item) => item.section === section)
    .map(({ id, fields, source }) => ({ id, source, ...schema.parse(fields) }) as unknown as SectionItem<S>);
}
export type SectionItem<S extends SectionName> = z.infer<(typeof requirementSections)[S]["fields"]> & {
  readonly id: string;
  readonly source: RequirementSource;
};

/** What other engines read of a requirements document. */
export const RequirementsCore = z.object({
  id: z.string(),
  /** The research run that it builds on. */
  researchId: z.string().nullable(),
  /** The language that it is written in. */
  language: z.literal(["en", "hi"]),
  /** An approved document becomes a draft again with its next change. Its approved version stays. */
  status: z.literal(["draft", "approved"]),
  /** Grows by one with each change. */
  revision: z.number().int(),
  items: z.array(RequirementItem),
  /** The version that was approved last. */
  approved: z.object({ version: z.number().int(), by: z.string(), at: z.string() }).nullable(),
});
export type RequirementsCore = z.infer<typeof RequirementsCore>;

/** The requirements documents of a tenant, as they stand. The engine `prd` owns them. */
export const requirementsDocuments = readModel<RequirementsCore>({
  name: "requirements",
  state: RequirementsCore as unknown as z.ZodType<RequirementsCore>,
  indexes: [],
});

/** One kept version. It never changes. */
export const RequirementsVersion = z.object({
  requirementsId: z.string(),
  number: z.number().int(),
  name: z.string(),
  /** The revision of the document that it keeps. */
  revision: z.number().int(),
  language: z.literal(["en", "hi"]),
  items: z.array(RequirementItem),
  /** True for a version that was approved. */
  approved: z.boolean(),
  by: z.string(),
  at: z.string(),
});
export type RequirementsVersion = z.infer<typeof RequirementsVersion>;

/** Kept versions. They never change. The engine `prd` writes them. */
export const requirementsVersions: Collection<RequirementsVersion> = {
  name: "requirements-versions",
  schema: RequirementsVersion,
  indexes: [["requirementsId", "number desc"]],
  confidential: true,
  personal: "nothing",
};

/** The id of a version's document in `requirements-versions`. */
export function requirementsVersionId(requirementsId: string, number: number): string {
  return `${requirementsId}.${number}`;
}
