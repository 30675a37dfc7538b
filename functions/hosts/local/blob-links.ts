import { Problem } from "../../../shared/http/problem.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import { dataHeaders, requestIdOf } from "../../endpoints/http/headers.ts";
import { sendProblem } from "../../endpoints/http/problem-reply.ts";
import type { HttpHandler } from "../../endpoints/http/shell.ts";

/** Serves signed links without a storage service. Anyone with a link can read its blob until it expires. */
export function blobLinks(follow: NonNullable<Blobs["follow"]>, publicUrl: string): HttpHandler {
  return async (request, response) => {
    const found = await follow(new URL(request.originalUrl ?? request.url ?? "/", publicUrl));
    if (!found) {
      const notFound = new Problem(404, "link-not-found", "This link is invalid or has expired.");
      return sendProblem(response, notFound, requestIdOf(request), dataHeaders);
    }
    // A customer's upload must never render as a page of this origin.
    const headers = { ...dataHeaders, "Content-Type": found.info.contentType, "Content-Disposition": "attachment" };
    response.writeHead(200, headers).end(found.body);
  };
}
