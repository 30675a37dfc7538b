import { z } from "zod";

/** A file in a message, stored at its provider. */
export const Attachment = z.object({
  url: z.string(),
  contentType: z.string(),
  /** The id of an operator's upload, for which `url` is a link that stops working. */
  file: z.string().optional(),
});
export type Attachment = z.infer<typeof Attachment>;
