import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { Route } from "../../../shared/http/route.ts";
import { strictObject } from "../../../shared/http/validation.ts";
import type { WebhookDescription } from "../../../shared/http/webhook-description.ts";
import { memberOf } from "../../../shared/schema/records.ts";
import { rolesWith } from "../../../shared/security/permissions.ts";
import type { Described } from "./docs/operation-index.ts";
import { overview } from "./overview.ts";
import { type ApiDocument, addMeanings } from "./reference/add-meanings.ts";
import { headers, headersOf } from "./reference/headers.ts";
import { commonResponses, problemResponses } from "./reference/problems.ts";
import { tagsOf } from "./reference/tags.ts";
import { describeWebhooks } from "./reference/webhooks.ts";

/**
 * The OpenAPI 3.1 document of these routes, built from the schemas that validate their requests.
 * The generator is loaded on first use.
 */
export async function describeApi(api: {
  readonly routes: readonly Route[];
  readonly webhooks: readonly WebhookDescription[];
  readonly version: string;
}): Promise<Described> {
  const { routes, webhooks, version } = api;
  const { createDocument } = await import("zod-openapi");
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describe(route) };
  }
  const document = createDocument({
    openapi: "3.1.0",
    info: { title: "Agent platform API", version, description: overview },
    security: [{ bearer: [] }, { apiKey: [] }],
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        apiKey: { type: "apiKey", in: "header", name: "X-Api-Key" },
      },
      headers,
      responses: commonResponses,
    },
    tags: tagsOf(routes),
    paths,
    webhooks: describeWebhooks(webhooks),
  });
  addMeanings(document as unknown as ApiDocument);
  return document as unknown as Described;
}

function describe(route: Route): ZodOpenApiOperationObject {
  const status = String(route.status ?? 200);
  const keyed = route.method === "POST" || route.method === "PUT" || route.method === "PATCH";
  const params = asObject(route.params) ?? pathParameters(route.path);
  const query = asObject(route.query);
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
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
        headers: headersOf(
          "X-Request-Id",
          "RateLimit",
          "RateLimit-Policy",
          ...(keyed ? ["Idempotent-Replayed" as const] : []),
        ),
        content: successContent(route),
      },
      ...problemResponses(route, query !== undefined && "cursor" in query.shape),
    },
  };
}

function successContent({ reply, streams, textReply, fileReply }: Route) {
  if (fileReply !== undefined) return { [fileReply]: { schema: z.string().meta({ format: "binary" }) } };
  if (textReply !== undefined) return { [textReply]: { schema: z.string() } };
  const events = streams ? { "text/event-stream": { schema: z.string() } } : {};
  return { "application/json": { schema: reply }, ...events };
}

const IdempotencyHeader = z.object({
  "Idempotency-Key": z
    .string()
    .max(255)
    .regex(/^[\x21-\x7e]+$/)
    .optional()
    .describe("Your id of the request. A repeat with the same key gets the first response; another body is refused.")
    .meta({ example: "order-4711" }),
});

function describeBody(route: Route, body: z.ZodType): NonNullable<ZodOpenApiOperationObject["requestBody"]> {
  const example = route.example === undefined ? {} : { example: route.example };
  const written = route.textBody && memberOf(route.example, route.textBody.field);
  const textExample = written === undefined ? {} : { example: written };
  const text = route.textBody ? { [route.textBody.mediaType]: { schema: z.string(), ...textExample } } : {};
  const form = route.fileBody ? { "multipart/form-data": { schema: formOf(body) } } : {};
  return {
    required: true,
    content: { "application/json": { schema: strictObject(body), ...example }, ...text, ...form },
  };
}

function formOf(body: z.ZodType): z.ZodType {
  const file = z.string().meta({ format: "binary", description: "The file, with its name." });
  return body instanceof z.ZodObject ? z.object({ ...body.shape, file }) : z.object({ file });
}

function asObject(schema: z.ZodType | undefined): z.ZodObject | undefined {
  return schema instanceof z.ZodObject ? schema : undefined;
}

function pathParameters(path: string): z.ZodObject | undefined {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  return names.length === 0 ? undefined : z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}
