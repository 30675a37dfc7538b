import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import type { ApiKey, ApiKeys } from "../../../shared/security/tokens/api-keys.ts";
import { roles } from "../../../shared/security/tokens/identity.ts";

const ApiKeyReply = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    created_at: z.string(),
    created_by: z.string(),
    revoked_at: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });

const KeyId = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/, "must be 24 hexadecimal digits, as in the list") });

/** The tenant's own API keys, for its admins. */
export function keyRoutes({ apiKeys }: { readonly apiKeys: ApiKeys }) {
  return [
    route({
      method: "POST",
      path: "/v1/api-keys",
      operationId: "createApiKey",
      summary: "Create an API key; it is shown only once",
      description:
        "The complete key is in this answer and nowhere else. A repeat with the same Idempotency-Key gets the same answer, which is kept encrypted for that day.",
      example: { name: "Shop", roles: ["service"] },
      tag: "API keys",
      permission: "keys:manage",
      status: 201,
      body: z.object({
        name: z.string().min(1).max(100).describe("The purpose of the key."),
        roles: z.array(z.enum(roles)).min(1).default(["service"]),
      }),
      reply: ApiKeyReply.extend({
        key: z.string().describe("The complete key. Store it now: it is not shown again."),
      }).meta({ id: "NewApiKey" }),
      async handle({ body, identity }) {
        const created = await apiKeys.create({
          tenantId: identity.tenantId,
          name: body.name,
          roles: body.roles,
          createdBy: identity.subject,
        });
        return { status: 201, body: { ...toReply(created.apiKey), key: created.key } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/api-keys",
      operationId: "listApiKeys",
      summary: "List API keys, newest first",
      description: "Without the keys themselves.",
      tag: "API keys",
      permission: "keys:manage",
      query: Paging,
      reply: pageOf(ApiKeyReply),
      async handle({ query, identity }) {
        const page = await apiKeys.list(identity.tenantId, query);
        return { status: 200, body: toPage(page, toReply) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/api-keys/:id",
      operationId: "revokeApiKey",
      summary: "Revoke an API key; it stops working within 30 seconds",
      description: "A revoked key stays in the list.",
      problems: { 404: ["api-key-not-found"] },
      tag: "API keys",
      permission: "keys:manage",
      params: KeyId,
      reply: ApiKeyReply,
      async handle({ params, identity }) {
        const revoked = await apiKeys.revoke(identity.tenantId, params.id);
        if (revoked === undefined) throw new Problem(404, "api-key-not-found", `There is no API key ${params.id}.`);
        return { status: 200, body: toReply(revoked) };
      },
    }),
  ];
}

function toReply(key: ApiKey): z.infer<typeof ApiKeyReply> {
  return {
    id: key.id,
    name: key.name,
    roles: key.roles,
    created_at: key.createdAt,
    created_by: key.createdBy,
    revoked_at: key.revokedAt,
  };
}
