import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { reply, type StandIn, type StandInBindings, type StandInRequest, serve } from "./http.ts";
import { isObject, type JsonObject, listOf, parseJson, textOf } from "./json.ts";

/**
 * Emulates LangSmith's trace ingestion (api.smith.langchain.com: `POST /runs/multipart`, `POST /runs/batch`). A run
 * arrives in two halves: a post at its start and a patch at its end. `GET /_standin/runs` returns the merged runs.
 */
export async function startLangSmith(options: { readonly port?: number } = {}): Promise<StandIn> {
  const runs = new Map<string, JsonObject>();
  const take = (id: string, fields: JsonObject) => void runs.set(id, { ...runs.get(id), ...fields });

  async function takeMultipart({ bytes, headers }: StandInRequest): Promise<void> {
    const body = headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": textOf(headers["content-type"]) },
    }).formData();
    for (const [name, value] of form) {
      const [, id = "", field] = name.split(".");
      const content = parseJson(typeof value === "string" ? value : await value.text());
      if (field !== undefined) take(id, { [field]: content });
      else if (isObject(content)) take(id, content);
    }
  }

  function takeBatch(body: unknown): void {
    const batch = isObject(body) ? [...listOf(body.post), ...listOf(body.patch)] : [];
    for (const run of batch.filter(isObject)) take(textOf(run.id), run);
  }

  const app = new Hono<{ Bindings: StandInBindings }>();
  app.get("/info", () => reply({ status: 200, body: information }));
  app.post("/runs/multipart", async ({ env }) => {
    await takeMultipart(env.received);
    return reply({ status: 202, body: {} });
  });
  app.post("/runs/batch", ({ env }) => {
    takeBatch(parseJson(env.received.rawBody));
    return reply({ status: 202, body: {} });
  });
  app.get("/_standin/runs", () => reply({ status: 200, body: { runs: [...runs.values()] } }));
  app.notFound(() => reply({ status: 404, body: { detail: "Not Found" } }));
  return serve({ port: options.port ?? 0, fetch: app.fetch });
}

const information = {
  version: "stand-in",
  instance_flags: { gzip_body_enabled: true },
  batch_ingest_config: { use_multipart_endpoint: true, size_limit: 100, size_limit_bytes: 20_971_520 },
};
