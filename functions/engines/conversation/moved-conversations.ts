import { z } from "zod";
import type { Collection } from "../../../shared/platform/documents.ts";

const Pointer = z.object({ to: z.string() });

/** Where a conversation went that had to take another id: who stored its old id finds it by that. */
export const movedConversations: Collection<z.infer<typeof Pointer>> = {
  name: "moved-conversations",
  schema: Pointer,
  indexes: [],
  confidential: false,
  personal: "nothing",
};
