import { z } from "zod";
import { Failure } from "../failure.ts";

const ProblemDocument = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  request_id: z.string().optional(),
});

/** Nobody, or nothing we could talk to, at the address. */
export function unreachable(url: string, error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ECONNREFUSED") return new Failure(`Nothing answers at ${url}: start it with \`npm start\`.`, { cause });
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure(`${url} cannot be reached: ${reason}.`, { cause });
}

/** A problem document in plain words; anything else by its status. */
export function explainRefusal(url: string, response: Pick<Response, "status" | "headers">, body: string): Failure {
  const problem = problemOf(body);
  if (problem === undefined)
    return new Failure(`${url} answered ${response.status}, and not in this product's words. Is it the right address?`);
  if (problem.code === "token-invalid")
    return new Failure(
      `${url} does not accept a token made from this data folder: it runs on another. Name that one with --data-dir.`,
    );
  const wait = response.headers.get("Retry-After");
  return new Failure(
    wait === null ? explainProblem(problem) : `${explainProblem(problem)} Wait ${wait} s and say it again.`,
  );
}

/** What an `error` event of a stream carries. */
export function brokenOff(data: string): Failure {
  const problem = problemOf(data);
  return new Failure(problem === undefined ? "The answer broke off. Say it again." : explainProblem(problem));
}

function problemOf(text: string): z.infer<typeof ProblemDocument> | undefined {
  try {
    return ProblemDocument.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function explainProblem({ code, detail, errors = [], request_id: requestId }: z.infer<typeof ProblemDocument>): string {
  const fields = errors.map(({ pointer, detail: what }) => `\n  ${pointer}: ${what}`).join("");
  const trace = code === "internal-error" && requestId !== undefined ? ` The log has it under ${requestId}.` : "";
  return `${detail}${trace}${fields}`;
}
