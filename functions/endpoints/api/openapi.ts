import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { Route } from "../../../shared/http/route.ts";
import { rolesWith } from "../../../shared/security/permissions.ts";
import { strictObject } from "../http/validation.ts";
import { overview } from "./overview.ts";

const ProblemReply = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe("A stable code for programs."),
    detail: z.string().describe("What is wrong and what to do."),
    errors: z
      .array(z.object({ pointer: z.string().describe("JSON pointer to the field."), detail: z.string() }))
      .optional(),
    request_id: z.string(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document." });

const errorResponses: Readonly<Record<string, string>> = {
  "401": "Unauthorized: the identity is missing or invalid",
  "403": "Forbidden: the caller's roles do not allow the operation",
  "404": "Not found, or owned by another tenant",
  "422": "Unprocessable content: the body is invalid",
  "429": "Too many requests: wait for Retry-After seconds",
};

/**
 * The OpenAPI 3.1 document of these routes, built from the schemas that validate their requests.
 * The generator is loaded on first use.
 */
export async function describeApi(routes: readonly Route[], version: string): Promise<object> {
  const { createDocument } = await import("zod-openapi");
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describe(route) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: { title: "Agent platform API", version, description: overview },
    security: [{ bearer: [] }, { apiKey: [] }],
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        apiKey: { type: "apiKey", in: "header", name: "X-Api-Key" },
      },
    },
    paths,
  });
}

function describe(route: Route): ZodOpenApiOperationObject {
  const status = String(route.status ?? 200);
  const keyed = route.method === "POST" || route.method === "PUT" || route.method === "PATCH";
  const params = asObject(route.params) ?? pathParameters(route.path);
  const query = asObject(route.query);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    "x-permission": route.permission,
    "x-roles": rolesWith(route.permission),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(keyed ? { header: IdempotencyHeader } : {}),
    },
    ...(route.body ? { requestBody: describeBody(route, route.body) } : {}),
    responses: {
      [status]: {
        description: "Success",
        content: {
          "application/json": { schema: route.reply },
          ...(route.streams ? { "text/event-stream": { schema: z.string() } } : {}),
        },
      },
      ...Object.fromEntries(
        Object.entries(errorResponses).map(([code, description]) => [code, problemResponse(description)]),
      ),
    },
  };
}

const IdempotencyHeader = z.object({
  "Idempotency-Key": z.string().max(255).optional().describe("A repeat with the same key gets the first response."),
});

function describeBody(route: Route, body: z.ZodType): NonNullable<ZodOpenApiOperationObject["requestBody"]> {
  const text = route.textBody ? { [route.textBody.mediaType]: { schema: z.string() } } : {};
  return { required: true, content: { "application/json": { schema: strictObject(body) }, ...text } };
}

function problemResponse(description: string) {
  return { description, content: { "application/problem+json": { schema: ProblemReply } } };
}

function asObject(schema: z.ZodType | undefined): z.ZodObject | undefined {
  return schema instanceof z.ZodObject ? schema : undefined;
}

function pathParameters(path: string): z.ZodObject | undefined {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  return names.length === 0 ? undefined : z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}
