import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { http as registerHttp } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { instantModels } from "./chat/dialogue.ts";
import { plainAgent } from "./chat/plain-agent.ts";
import { openGoogle } from "./google/google-platform.ts";
import { openProduct } from "./product.ts";
import type { Question, Reading, StartedTarget, TargetOptions, Variant } from "./target.ts";

/** The measured process: serves one variant, and reports its CPU time and memory on request. */

interface ServedVariant {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** The minimal JSON function: functions-framework parses the body, and the function returns it. */
async function openEcho(): Promise<ServedVariant> {
  registerHttp("echo", (request, response) => void response.json({ echo: request.body }));
  const server = createServer(getTestServer("echo").listeners("request")[0] as never);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "",
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The product with real model calls through Google's client. */
async function openWithGemini(): Promise<ServedVariant> {
  const { geminiBaseUrl, google } = JSON.parse(process.argv[3] ?? "{}") as TargetOptions;
  const gemini = geminiBaseUrl === undefined ? {} : { geminiBaseUrl };
  if (!google) return openProduct({ ...gemini, logLevel: "error" });
  const dataDir = mkdtempSync(join(tmpdir(), "bench-google-"));
  const product = await openProduct({
    ...gemini,
    logLevel: "error",
    dataDir,
    platform: await openGoogle(google, dataDir),
  });
  return {
    ...product,
    async close() {
      await product.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

function givenTracing(): Pick<TargetOptions, "tracing"> {
  const { tracing } = JSON.parse(process.argv[3] ?? "{}") as TargetOptions;
  return tracing ? { tracing } : {};
}

const variants: Readonly<Record<Variant, () => Promise<ServedVariant>>> = {
  echo: openEcho,
  graph: () => openProduct({ models: instantModels(), ...givenTracing() }),
  plain: () => openProduct({ models: instantModels(), agent: plainAgent() }),
  gemini: openWithGemini,
};

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function read(question: Question): Reading {
  if (question === "memory") for (let pass = 0; pass < 3; pass += 1) collectGarbage();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuMs: (user + system) / 1_000, rss, heapUsed, external };
}

const served = await variants[process.argv[2] as Variant]();
process.on("message", (question: Question) => process.send?.(read(question)));
process.once("disconnect", () => {
  served.close().finally(() => process.exit(0));
});
const started: StartedTarget = { url: served.url, token: served.token };
process.send?.(started);
