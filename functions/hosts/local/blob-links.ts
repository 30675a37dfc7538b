import { Problem } from "../../../shared/http/problem.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import { dataHeaders, requestIdOf } from "../../endpoints/http/headers.ts";
import { sendProblem } from "../../endpoints/http/problem-reply.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";

/** Serves signed links where no storage service does: whoever has one may read its blob until it expires. */
export function blobLinks(follow: NonNullable<Blobs["follow"]>, publicUrl: string): HttpHandler {
  return async (request, response) => {
    const found = await follow(new URL(request.originalUrl ?? request.url ?? "/", publicUrl));
    if (!found) {
      const gone = new Problem(404, "link-not-found", "This link has expired, or never led anywhere.");
      return sendProblem(response, gone, requestIdOf(request), dataHeaders);
    }
    // What a customer uploaded is never shown as a page of this origin.
    const headers = { ...dataHeaders, "Content-Type": found.info.contentType, "Content-Disposition": "attachment" };
    response.writeHead(200, headers).end(found.body);
  };
}
