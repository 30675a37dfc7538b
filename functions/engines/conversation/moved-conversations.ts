import { z } from "zod";
import type { Collection } from "../../../shared/platform/documents.ts";

const Pointer = z.object({ to: z.string() });

/** The new id of a conversation that had to change its id, for those who stored the old one. */
export const movedConversations: Collection<z.infer<typeof Pointer>> = {
  name: "moved-conversations",
  schema: Pointer,
  indexes: [],
  confidential: false,
  personal: "nothing",
};
