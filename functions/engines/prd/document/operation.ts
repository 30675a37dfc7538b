import { z } from "zod";
import { requirementLimits, SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import { RequirementSource, RequirementValue } from "../../../../shared/contracts/lifecycle/requirements.ts";

const Item = z
  .string()
  .regex(/^[A-Z]{3}-[1-9]\d{0,5}$/, "must be an item's id, such as REQ-3")
  .describe("The item's id, such as `REQ-3`.");
const Field = z.string().min(1).max(40);
const Value = z
  .union([
    z.string().max(requirementLimits.text),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(z.string().max(requirementLimits.listed)).max(requirementLimits.list),
  ])
  .describe("A text, a number, true or false, null, or a list of texts, as the section says.");
const Fields = z
  .record(Field, Value)
  .refine((fields) => Object.keys(fields).length <= 20, "must have at most 20 fields");

/** What a person may do to a document. */
export const EditOperation = z.discriminatedUnion("op", [
  z.object({
    op: z.literal("set").describe("Changes one field."),
    id: Item,
    field: Field.describe("The field's name, such as `text` or `priority`."),
    before: Value.describe(
      "What the field held when the author read it. If it holds something else now, texts are merged, and what cannot be merged is kept as a conflict.",
    ),
    value: Value.describe("What the field is to hold."),
  }),
  z.object({
    op: z.literal("add").describe("Adds an item. The document gives it an id."),
    section: SectionName.describe("The section to add to."),
    fields: Fields.describe("The item's fields. Those that are left out get the section's defaults."),
    ref: z
      .string()
      .regex(/^\$[a-z0-9]{1,20}$/, "must be $ and letters or digits, such as $flow")
      .optional()
      .describe(
        "A name for the new item within this change. Fields of later operations may hold it in place of an id.",
      ),
  }),
  z.object({
    op: z.literal("remove").describe("Removes an item, and what belongs only to it."),
    id: Item,
    revision: z
      .number()
      .int()
      .min(0)
      .describe(
        "The item's `revision` when the author read it. An item that was changed since stays, with a conflict.",
      ),
  }),
  z.object({
    op: z.literal("resolve").describe("Settles a conflict."),
    conflict: z.string().min(3).max(20).describe("The conflict's id, such as `C-1`."),
    value: Value.optional().describe("What the field is to hold. Left out: what it holds now."),
  }),
]);
export type EditOperation = z.infer<typeof EditOperation>;

/** What else the product itself does to a document. */
export const OwnOperation = z.discriminatedUnion("op", [
  /** Brings an item back as it was, unless one with its id exists. */
  z.object({
    op: z.literal("revive"),
    id: Item,
    section: SectionName,
    fields: z.record(z.string(), RequirementValue),
    source: RequirementSource,
  }),
  /** An item of the interview, by the question that it comes from. `written`: what the interview wrote there before. */
  z.object({
    op: z.literal("put"),
    section: SectionName,
    fields: z.record(z.string(), RequirementValue),
    source: RequirementSource,
    written: z.record(z.string(), RequirementValue).nullable(),
    ref: z.string().optional(),
  }),
  /** Takes back an item of the interview, unless somebody changed it. */
  z.object({
    op: z.literal("take-back"),
    section: SectionName,
    source: RequirementSource,
    written: z.record(z.string(), RequirementValue),
  }),
]);

export const RequirementOperation = z.union([EditOperation, OwnOperation]);
export type RequirementOperation = z.infer<typeof RequirementOperation>;
