import { z } from "zod";
import type { Collection, Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";

export const LabelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, "must consist of small letters, digits, _ and -, at most 50");

export const LabelBody = z.object({
  title: z.string().trim().min(1).max(100).describe("What the inbox shows."),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, "must be a colour such as #2f6fde")
    .describe("Its colour, such as #2f6fde."),
});

const Label = LabelBody.extend({ id: z.string() });
export type Label = z.infer<typeof Label>;

/** The tenant's labels, in one document. */
const Kept = z.object({ labels: z.array(Label) });
export const inboxLabels: Collection<z.infer<typeof Kept>> = {
  name: "inbox-labels",
  schema: Kept,
  indexes: [],
  confidential: true,
  // The tenant's own words.
  personal: "nothing",
};
export const labelsId = "all";
export const mostKept = 200;

export async function readLabels(documents: Documents, tenantId: TenantId) {
  const stored = await documents.get(tenantId, inboxLabels, labelsId);
  return { labels: stored?.data.labels ?? [], version: stored?.version };
}
