import type { Product } from "../stage/product.ts";

/** An API operation, as the product's OpenAPI document describes it. */
export interface DescribedOperation {
  /** `GET /v1/conversations/{id}` */
  readonly line: string;
  readonly method: string;
  readonly path: string;
  /** Names between braces. */
  readonly parameters: readonly string[];
  /** The permitted roles. */
  readonly roles: readonly string[];
  readonly requiredQuery: readonly string[];
  readonly takesBody: boolean;
}

interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: unknown;
  readonly "x-roles"?: readonly string[];
}

/** Every operation in `/v1/openapi.json`. */
export async function operationsOf(product: Product): Promise<readonly DescribedOperation[]> {
  const response = await fetch(`${product.url}/v1/openapi.json`);
  const { paths } = (await response.json()) as { readonly paths: Readonly<Record<string, Record<string, Described>>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      line: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
      roles: described["x-roles"] ?? [],
      requiredQuery: (described.parameters ?? [])
        .filter((parameter) => parameter.in === "query" && parameter.required)
        .map(({ name }) => name),
      takesBody: described.requestBody !== undefined,
    })),
  );
}

/** The path with a resource's ids and required query parameters. */
export function pathTo(operation: DescribedOperation, ids: Readonly<Record<string, string>>): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(ids[name] ?? name));
  const query = new URLSearchParams(operation.requiredQuery.map((name) => [name, "1"]));
  return operation.requiredQuery.length === 0 ? path : `${path}?${query}`;
}

/** A file comes as a form: saved-files.test.ts sends the same one twice. */
export const takesFilesOnly: ReadonlySet<string> = new Set(["POST /v1/saved-files"]);

/** These create the caller's own resource under a chosen name, or read what each client has, so another client's resource cannot be found. */
export const makesOnesOwn: ReadonlySet<string> = new Set([
  "GET /v1/success/reviews/{quarter}",
  "GET /v1/success/reviews/{quarter}/pdf",
  "PUT /v1/operators/{id}",
  "PUT /v1/canned-replies/{id}",
  "PUT /v1/labels/{id}",
  "PUT /v1/inbox-views/{id}",
  "PUT /v1/macros/{id}",
  "POST /v1/knowledge/{base}/documents",
]);
