import { z } from "zod";
import type { ConversationFile } from "./conversation-file.ts";
import { fileKindOf } from "./file-kind.ts";

export const FileView = z
  .object({
    attachment_id: z.string().describe("For the `files` of a reply."),
    name: z.string().describe("What the operator's file is called."),
    content_type: z.string().describe("Its media type, found from its content."),
    size: z.number().int().describe("Bytes."),
    url: z.string().describe("Where the file is got, with the same identity as this answer."),
  })
  .meta({ id: "ConversationFile" });

/** What a picture in a page says in its address, because it sends no headers. Read before the route is called. */
export const OfClient = z.object({
  "x-client-id": z.string().max(100).optional().describe("The client, for people of the agency in a page."),
});

/** Never with a type that a browser runs: nobody vouches for what a customer sends. */
export function sentFile(body: Uint8Array, name: string) {
  const kind = fileKindOf(body, name);
  const place = kind?.isShown ? "inline" : "attachment";
  return {
    status: 200,
    body,
    headers: {
      "Content-Type": kind?.contentType ?? "application/octet-stream",
      "Content-Disposition": `${place}; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "private, max-age=3600",
    },
  };
}

/** As the API shows it. */
export function fileView({ id, conversationId, name, contentType, size }: ConversationFile): z.infer<typeof FileView> {
  const url = `/v1/conversations/${conversationId}/attachments/${id}`;
  return { attachment_id: id, name, content_type: contentType, size, url };
}
