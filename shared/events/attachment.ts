import { z } from "zod";

/** A file in a message, stored at its provider. */
export const Attachment = z.object({ url: z.string(), contentType: z.string() });
export type Attachment = z.infer<typeof Attachment>;
