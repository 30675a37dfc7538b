import { z } from "zod";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import { Failure } from "../failure.ts";

const ProblemDocument = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  request_id: z.string().optional(),
});

/** The failure for a URL that cannot be reached. */
export function unreachable(url: string, error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ECONNREFUSED")
    return new Failure(`Nothing is running at ${url}. Start the product with \`npm start\`.`, { cause });
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure(`${url} cannot be reached: ${reason}.`, { cause });
}

/** Explains an error response: a problem document by its detail, anything else by its status. */
export function explainErrorResponse(
  url: string,
  response: Pick<Response, "status" | "headers">,
  body: string,
): Failure {
  const problem = problemOf(body);
  if (problem === undefined)
    return new Failure(`${url} responded with ${response.status}, but is not this product's API. Is the URL correct?`);
  if (problem.code === "token-invalid")
    return new Failure(
      `${url} rejects tokens from this data folder, because it runs on another one. Pass its folder with --data-dir.`,
    );
  const wait = response.headers.get("Retry-After");
  return new Failure(
    wait === null ? explainProblem(problem) : `${explainProblem(problem)} Wait ${wait} s and try again.`,
  );
}

/** Explains the `error` event of a stream. */
export function explainErrorEvent(data: string): Failure {
  const problem = problemOf(data);
  return new Failure(problem === undefined ? "The answer was interrupted. Try again." : explainProblem(problem));
}

function problemOf(text: string): z.infer<typeof ProblemDocument> | undefined {
  return ProblemDocument.safeParse(jsonOf(text)).data;
}

function explainProblem({ code, detail, errors = [], request_id: requestId }: z.infer<typeof ProblemDocument>): string {
  // The detail may already tell the only error.
  const listed = errors.length === 1 ? errors.filter((only) => !detail.includes(only.detail)) : errors;
  const fields = listed.map(({ pointer, detail: what }) => `\n  ${pointer}: ${what}`).join("");
  const trace = code === "internal-error" && requestId !== undefined ? ` See the log for request ${requestId}.` : "";
  return `${detail}${trace}${fields}`;
}
