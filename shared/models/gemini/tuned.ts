import type { GoogleGenAI } from "@google/genai/web";
import { LRUCache } from "lru-cache";
import type { TenantId } from "../../platform/tenant.ts";
import { googleAccess } from "../../tools/google/google-access.ts";
import { type ModelClient, ModelFailure } from "../model-client.ts";
import { askGemini } from "./gemini.ts";

const scopes = ["https://www.googleapis.com/auth/cloud-platform"];
/** Regions and secrets that a process remembers at a time. */
const remembered = 200;

/**
 * Tenants' tuned Gemini models, by Google's client at the endpoint of the model's region:
 * https://cloud.google.com/vertex-ai/generative-ai/docs/deploy/overview ("Deploy a tuned model"). A tenant's own service
 * account asks, so that no tenant can name another's model: the product's own identity is never used.
 */
export function tunedClient(options: {
  /** @throws TerminalError `secret-missing` */
  secret(tenantId: TenantId, name: string): Promise<string>;
  readonly fetch?: typeof fetch;
}): ModelClient {
  const { secret, fetch: send = fetch } = options;
  const clients = new LRUCache<string, GoogleGenAI>({ max: remembered });
  const accesses = new LRUCache<string, ReturnType<typeof googleAccess>>({ max: remembered });

  async function clientAt(baseUrl: string): Promise<GoogleGenAI> {
    const known = clients.get(baseUrl);
    if (known) return known;
    const { GoogleGenAI } = await import("./genai.ts");
    // The web build wants a key. It is taken off below, where the token is put on.
    const client = new GoogleGenAI({ vertexai: true, apiKey: "none", httpOptions: { baseUrl } });
    clients.set(baseUrl, client);
    return client;
  }

  function accessBy(name: string) {
    const access =
      accesses.get(name) ?? googleAccess({ type: "service_account", key: name }, scopes, { secret, fetch: send });
    accesses.set(name, access);
    return access;
  }

  return {
    async generate(model, request, endpoint) {
      if (!endpoint?.apiKeyName)
        throw new ModelFailure("rejected", `${model} was not asked: agent.model.service_account is not set.`);
      const access = accessBy(endpoint.apiKeyName);
      const [{ models }, token] = await Promise.all([clientAt(endpoint.url), access.token(endpoint.tenantId)]);
      const reply = await askGemini(models, model, request, async (input, init) => {
        const headers = new Headers(init?.headers);
        headers.delete("x-goog-api-key");
        headers.set("authorization", `Bearer ${token}`);
        const response = await send(input, { ...init, headers });
        if (response.status === 401) access.forget(endpoint.tenantId);
        return response;
      });
      // Google names the model that was tuned, which is another one, with a price of its own.
      return { ...reply, served: model };
    },
  };
}
