import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import type { WebhookDescription } from "../../../../shared/http/webhook-description.ts";

const SignedHeaders = z.object({
  "webhook-id": z.string().describe("The event's id. It is the same at every attempt, so remember it.").meta({
    example: "3b8d1c0e5f6a49d2",
  }),
  "webhook-timestamp": z.string().describe("When this attempt was made, in seconds since 1970.").meta({
    example: "1795860900",
  }),
  "webhook-signature": z
    .string()
    .describe("`v1,` and a signature, one for each valid secret, separated by spaces (Standard Webhooks).")
    .meta({ example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=" }),
});

/** The `webhooks` of the OpenAPI document: what the product posts to the tenants' own servers. */
export function describeWebhooks(webhooks: readonly WebhookDescription[]): ZodOpenApiPathsObject {
  return Object.fromEntries(
    webhooks.map(({ name, summary, personal, body, example }) => [
      name,
      {
        post: {
          operationId: operationIdOf(name),
          summary,
          description: descriptionOf(personal),
          tags: ["Webhooks"],
          security: [],
          "x-personal-data": [...personal],
          requestParams: { header: SignedHeaders },
          requestBody: { required: true, content: { "application/json": { schema: body, example } } },
          responses: {
            "2XX": { description: "Accepted. The body is not read." },
            "410": { description: "The server wants no more. The endpoint is disabled." },
            default: { description: "Tried again, with growing delays, for a day." },
          },
        },
      },
    ]),
  );
}

/** `onMessageReceived` */
function operationIdOf(name: string): string {
  return `on${name.replaceAll(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function descriptionOf(personal: readonly string[]): string {
  return personal.length === 0
    ? "It holds no personal data besides ids."
    : `Personal data: ${personal.map((field) => `\`${field}\``).join(", ")}.`;
}
