import { z } from "zod";
import { Customer } from "../../../../shared/customers/customer.ts";
import { type Collection, put, type Write } from "../../../../shared/platform/documents.ts";
import { byCustomer } from "../../../../shared/platform/personal-data.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";

const Merge = z.object({
  id: z.string(),
  /** The record that stays. */
  into: z.string(),
  /** The id that was given up. */
  from: z.string(),
  at: z.string(),
  /** The conversation in which the code was typed; empty where an operator decided. */
  conversationId: z.string(),
  /** The operator who decided. Absent after a proof. */
  by: z.string().optional(),
  /** Both records as they were. */
  before: z.object({ into: Customer, from: Customer }),
});
export type Merge = z.infer<typeof Merge>;

/** Why and when two records became one, and what they were: a merge can be undone. */
export const merges: Collection<Merge> = {
  name: "customer-merges",
  schema: Merge,
  indexes: [["into"], ["from"]],
  confidential: true,
  personal: { fields: ["before"], find: byCustomer("into") },
};

/** For the commit of the merge itself. */
export function journalled(merge: Omit<Merge, "id">, eventId: string): Write {
  const id = deriveId("merge", eventId, merge.from);
  return put(merges, id, { id, ...merge });
}
