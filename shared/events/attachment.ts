import { z } from "zod";

/** A file a message carries, where its provider keeps it. */
export const Attachment = z.object({ url: z.string(), contentType: z.string() });
export type Attachment = z.infer<typeof Attachment>;
