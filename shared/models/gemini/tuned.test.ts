import { generateKeyPairSync } from "node:crypto";
import { modelChoice } from "../../agent/model-choice.ts";
import { minimalConfig } from "../../config/minimal-config.fixture.ts";
import { TenantId } from "../../platform/tenant.ts";
import { costOf } from "../../prices/cost-of.ts";
import { modelCharges } from "../../prices/nano-usd.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { ModelRequest } from "../model.ts";
import { createModels } from "../models.ts";
import { standingOf } from "../register.ts";
import { regionOfTuned, vendorOf } from "../vendors.ts";
import { tunedClient } from "./tuned.ts";

const tuned = "projects/shop-1/locations/us-central1/endpoints/7890";
const account = "$" + "{TUNING_ACCOUNT}";
const request: ModelRequest = {
  system: "Be kind.",
  tools: [{ name: "slots", description: "Slots", parameters: { type: "object" } }],
  messages: [
    { role: "user", parts: [{ type: "text", text: "Hi" }] },
    { role: "model", parts: [{ type: "call", id: "1", name: "slots", args: {} }] },
    { role: "user", parts: [{ type: "result", id: "1", name: "slots", content: { free: "10:00" } }] },
  ],
  temperature: 0.5,
  maxTokens: 100,
  signal: new AbortController().signal,
};
const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

/** The client with a scripted network: Google's token endpoint, and the model's. */
function setUp(...statuses: number[]) {
  const asked: { readonly url: string; readonly headers: Headers; readonly body: string }[] = [];
  let tokens = 0;
  const network = async (input: unknown, init?: RequestInit) => {
    const url = String(input);
    if (url.includes("/token")) return json({ access_token: `token-${++tokens}`, expires_in: 3600 });
    asked.push({ url, headers: new Headers(init?.headers), body: String(init?.body) });
    const status = statuses[asked.length - 1] ?? 200;
    if (status !== 200) return json({ error: { code: status, status: "DENIED" } }, status);
    const candidate = { content: { role: "model", parts: [{ text: "At ten." }] }, finishReason: "STOP" };
    const usageMetadata = { promptTokenCount: 7, candidatesTokenCount: 3 };
    return json({ candidates: [candidate], modelVersion: "gemini-2.5-flash", usageMetadata });
  };
  const client = tunedClient({
    async secret(tenantId, name) {
      if (tenantId === "shop" && name === "TUNING_ACCOUNT")
        return JSON.stringify({ client_email: "tuning@shop-1.iam.gserviceaccount.com", private_key: key });
      throw new TerminalError("secret-missing", `The secret ${name} of ${tenantId} is not set.`);
    },
    fetch: network as typeof fetch,
  });
  return { client, asked };
}

function choiceOf(clientId = "shop") {
  const config = minimalConfig(
    `    model: { primary: ${tuned}, fallback: gemini-3.5-flash-lite, service_account: "${account}" }\n`,
  );
  return modelChoice({ ...config, client_id: TenantId.parse(clientId) });
}

describe("a tuned model", () => {
  it("is asked in its region with the token of the client's own service account", async () => {
    const { client, asked } = setUp();
    const reply = await createModels({ client }).generate(choiceOf(), request);
    expect(reply).toMatchObject({ model: tuned, parts: [{ type: "text", text: "At ten." }] });
    expect(asked.map(({ url }) => url)).toEqual([
      expect.stringMatching(`^https://us-central1-aiplatform.googleapis.com/v1(beta1)?/${tuned}:generateContent$`),
    ]);
    const headers = asked[0]?.headers;
    expect([headers?.get("authorization"), headers?.get("x-goog-api-key")]).toEqual(["Bearer token-1", null]);
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({
      contents: [{ role: "user" }, { role: "model" }, { role: "user" }],
      tools: [{ functionDeclarations: [{ name: "slots" }] }],
    });
  });

  it("is asked with a new token after Google no longer knows the first", async () => {
    const { client, asked } = setUp(401);
    const choice = { ...choiceOf(), fallback: null };
    const models = createModels({ client });
    await expect(models.generate(choice, request)).rejects.toThrow("401");
    await models.generate(choice, request);
    expect(asked.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it("leaves the answer to the fallback where the account is not set, and asks nobody with the product's identity", async () => {
    const { client: vertex, asked } = setUp();
    const client = {
      generate: async (...given: Parameters<typeof vertex.generate>) =>
        vendorOf(given[0]) === "vertex"
          ? vertex.generate(...given)
          : { model: given[0], served: given[0], parts: [], finish: "stop" as const, inputTokens: 0, outputTokens: 0 },
    };
    const models = createModels({ client });
    expect((await models.generate(choiceOf("other"), request)).model).toBe("gemini-3.5-flash-lite");
    const { tuned: _none, ...without } = choiceOf();
    expect((await models.generate(without, request)).model).toBe("gemini-3.5-flash-lite");
    expect(asked).toEqual([]);
  });

  it("has no price, even if Google names the model that was tuned, and no end", async () => {
    const { client } = setUp();
    const { model, served, inputTokens, outputTokens } = await createModels({ client }).generate(choiceOf(), request);
    expect(
      costOf(modelCharges({ model, served, inputTokens, outputTokens, modelCalls: 1 }, "2026-11-30")),
    ).toMatchObject({
      costNanoUsd: {},
      unpriced: { [`model.${tuned}.input`]: 7, [`model.${tuned}.output`]: 3 },
    });
    expect(standingOf(tuned, new Date())).toEqual({ type: "unknown" });
  });

  it.each([
    "projects/shop-1/locations/evil.example/endpoints/1",
    "projects/shop-1/locations/us-central1/endpoints/../1",
    "projects/shop-1/locations/us-central1/models/1",
    "projects/shop-1/locations/us-central1/endpoints/1?x=y",
  ])("has no region by the name %s", (name) => {
    expect([vendorOf(name), regionOfTuned(name)]).toEqual(["vertex", undefined]);
  });
});
