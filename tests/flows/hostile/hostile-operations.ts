import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import type { Product } from "../stage/product.ts";
import { hostileClient, type WayIn } from "./hostile-requests.ts";

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly $ref?: string;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          { readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Every operation of the API that takes a body, as its description has it: each text it may hold is the hostile one. */
export async function operationsOf(product: Product): Promise<readonly WayIn[]> {
  const described = JSON.parse(readFileSync(join(projectRoot, "docs/openapi.json"), "utf8")) as OpenApi;
  const token = await product.token(hostileClient);
  const named = (path: string) =>
    path
      .replace("{client}", hostileClient)
      .replace("{name}", "other")
      .replace(/\{\w+\}/g, "unknown");
  const authorization = `Bearer ${token}`;

  function filled(schema: Schema, text: string): unknown {
    if (schema.$ref) return filled(described.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, text);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    if (schema.anyOf?.[0]) return filled(schema.anyOf[0], text);
    if (schema.properties)
      return Object.fromEntries(
        Object.entries(schema.properties)
          .filter(([name]) => name !== "config_id" && name !== "choice_id")
          .map(([name, each]) => [name, name === "client_id" ? hostileClient : filled(each, text)]),
      );
    if (schema.items) return [filled(schema.items, text)];
    if (schema.type === "boolean") return true;
    if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? schema.maximum ?? 1;
    return schema.type === "string" ? text.slice(0, schema.maxLength ?? text.length) : { [text.slice(0, 60)]: text };
  }

  return Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => ({
        name: `${method.toUpperCase()} ${path} (${type})`,
        send: (text: string) =>
          fetch(`${product.url}${named(path)}`, {
            method: method.toUpperCase(),
            headers: { "content-type": type, authorization },
            body: type === "application/json" ? JSON.stringify(filled(schema, text)) : text,
          }),
      })),
    ),
  );
}
