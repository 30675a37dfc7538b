import { z } from "zod";
import { eventType } from "../event-type.ts";

/** From now on perhaps no saved reply and no macro names the file: it was just uploaded, or taken out of one. */
export const savedFileLetGo = eventType(
  "saved-file-let-go",
  z.object({
    fileId: z.string(),
    blob: z.string(),
    /** ISO time. Until then it may be put into a saved reply or a macro. */
    until: z.string(),
  }),
);
export type SavedFileLetGo = z.infer<typeof savedFileLetGo.schema>;

/** The time is over: the file is to be deleted, unless something names it. */
export const savedFileDue = eventType("saved-file-due", z.object({ fileId: z.string(), blob: z.string() }));
export type SavedFileDue = z.infer<typeof savedFileDue.schema>;
