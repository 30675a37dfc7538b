import { z } from "zod";

/** A file that a channel's provider can fetch by itself. */
export const PublicFile = z.strictObject({
  url: z.url({ protocol: /^https$/, error: "must be an https address" }).max(2_000),
  content_type: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/i, "must be a media type such as application/pdf"),
});
