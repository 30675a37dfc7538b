import type { Product } from "./product.ts";

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

/** These create the caller's own resource under a chosen name, so another client's resource cannot be found. */
export const makesOnesOwn: ReadonlySet<string> = new Set([
  "PUT /v1/operators/{id}",
  "PUT /v1/canned-replies/{id}",
  "POST /v1/knowledge/{base}/documents",
]);

/** What is asked for is too long for a query, or is somebody's words. */
export const onlyReads: ReadonlySet<string> = new Set([
  "POST /v1/configs/validate",
  "POST /v1/knowledge/search",
  "POST /v1/knowledge/resolutions",
]);

/** Generated ids are long. Two clients may both have an operator "asha" or a first dead letter. */
export const isOursAlone = (id: string) => id.length > 10;

/** These may leave nothing for later operations, so they come last, in this order. */
const last: readonly string[] = ["/resolve", "/cancel", "/erase", "/erasure"];
export const rank = ({ method, path }: DescribedOperation) =>
  method === "DELETE" ? 9 : 1 + last.findIndex((end) => path.endsWith(end));
