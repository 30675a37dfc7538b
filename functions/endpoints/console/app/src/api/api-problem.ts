/** A refusal of the API: its problem document (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  /** What is wrong with which field, by its name. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(problem: {
    readonly status: number;
    readonly code: string;
    readonly detail: string;
    readonly fields?: Readonly<Record<string, string>>;
  }) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.fields ?? {};
  }
}

/** The problem that an answer carries. An answer of something between the page and the API has only its status. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const { code, detail, errors } = isRecord(body) ? body : {};
  return new ApiProblem({
    status: response.status,
    code: typeof code === "string" ? code : "unknown",
    detail: typeof detail === "string" ? detail : `${response.status} ${response.statusText}`,
    fields: Array.isArray(errors) ? Object.fromEntries(errors.flatMap(fieldError)) : {},
  });
}

function fieldError(error: unknown): [string, string][] {
  if (!isRecord(error) || typeof error.pointer !== "string" || typeof error.detail !== "string") return [];
  return [[error.pointer.slice(1), error.detail]];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
