import { z } from "zod";

/** A file that a channel's provider can fetch by itself. */
export const PublicFile = z.strictObject({
  url: z
    .url({ protocol: /^https$/, error: "must be an https address" })
    .max(2_000)
    .describe("Its https address, open to everyone."),
  content_type: z
    .string()
    .regex(/^[a-zA-Z]+\/[a-zA-Z0-9.+-]+$/, "must be a media type such as application/pdf")
    .describe("Its media type, such as application/pdf."),
});
