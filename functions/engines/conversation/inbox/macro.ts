import { z } from "zod";
import type { Collection, Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { mostSavedFiles, SavedFileId } from "../files/saved-file.ts";
import { LabelId } from "./label.ts";
import { mostLabels } from "./labelled-conversations.ts";

const Labels = z.array(LabelId).max(mostLabels).default([]);

const MacroAction = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("reply"),
    text: z.string().trim().min(1).max(4_000).describe("To the customer."),
    files: z
      .array(SavedFileId)
      .max(mostSavedFiles)
      .optional()
      .describe("Files that go with it, by the `saved_file_id` of `POST /v1/saved-files`."),
  }),
  z.object({ type: z.literal("note"), text: z.string().trim().min(1).max(4_000).describe("For colleagues.") }),
  z.object({
    type: z.literal("label"),
    add: Labels.describe("Labels to set, by their ids."),
    remove: Labels.describe("Labels to take away, by their ids."),
  }),
  z.object({
    type: z.literal("snooze"),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(366 * 1_440)
      .describe("For how long, from when it is run."),
  }),
  z.object({ type: z.literal("transfer"), department: z.string().min(1).max(100).describe("A department.") }),
  z.object({ type: z.enum(["release", "resolve"]) }),
]);
export type MacroAction = z.infer<typeof MacroAction>;

export const MacroBody = z.object({
  name: z.string().trim().min(1).max(100).describe("What operators choose it by."),
  actions: z.array(MacroAction).min(1).max(10).describe("What is done, in this order."),
});

const Macro = MacroBody.extend({ id: z.string() });
export type Macro = z.infer<typeof Macro>;

/** The tenant's macros, in one document. */
const Kept = z.object({ macros: z.array(Macro) });
export const inboxMacros: Collection<z.infer<typeof Kept>> = {
  name: "inbox-macros",
  schema: Kept,
  indexes: [],
  confidential: true,
  // The tenant's own texts.
  personal: "nothing",
};
export const macrosId = "all";
export const mostMacros = 200;
/** All of them are one document. */
export const macroBytes = 600_000;

export async function readMacros(documents: Documents, tenantId: TenantId) {
  const stored = await documents.get(tenantId, inboxMacros, macrosId);
  return { macros: stored?.data.macros ?? [], version: stored?.version };
}

/** The ids of the saved files that a macro sends. */
export function savedFilesOf({ actions }: Pick<Macro, "actions">): readonly string[] {
  return actions.flatMap((action) => (action.type === "reply" ? (action.files ?? []) : []));
}
