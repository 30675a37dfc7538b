import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../shared/environment.ts";
import type { Embedder } from "../../shared/knowledge/embedding/embedder.ts";
import { localModelFile } from "../../shared/knowledge/embedding/local/model-place.ts";
import type { VectorIndex } from "../../shared/knowledge/vectors/vector-index.ts";
import { vendorOf } from "../../shared/models/vendors.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { platformScope } from "../../shared/platform/tenant.ts";
import { TerminalError } from "../../shared/runtime/failures/errors.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import { once } from "./lazy.ts";
import { compatibleKeyName, geminiKeyName } from "./settings/vendor-keys.ts";

/** The name of the platform's secret with Pinecone's API key. */
const pineconeKeyName = "PINECONE_API_KEY";

/** What the search by meaning needs. Each is opened at its first use. */
export interface SearchByMeaning {
  /** Null when words alone decide. */
  embedder(): Promise<Embedder | null>;
  /** Null when this process compares vectors itself. */
  vectors(): Promise<VectorIndex | null>;
}

interface Parts {
  readonly environment: Environment;
  readonly platform: Pick<Platform, "keys" | "documents">;
  readonly log: Logger;
  now(): Date;
}

export function searchByMeaning(parts: Parts): SearchByMeaning {
  return {
    embedder: once(() => openEmbedder(parts)),
    vectors: once(() => openVectorIndex(parts.environment, parts.platform.keys)),
  };
}

type Keys = Pick<Platform["keys"], "secret">;

/** The file of the installed local model; undefined before `npm run models:install`. */
export function installedModel({ MODELS_DIR }: Environment): string | undefined {
  const file = join(MODELS_DIR, localModelFile);
  return existsSync(file) ? file : undefined;
}

async function openEmbedder({ environment, platform, log, now }: Parts): Promise<Embedder | null> {
  const { EMBEDDING_MODEL: model, EMBEDDING_DIMENSIONS: dimensions, GEMINI_BASE_URL: baseUrl } = environment;
  if (model === undefined) return null;
  if (model === "local") {
    const file = installedModel(environment);
    if (file === undefined)
      throw new TerminalError("model-missing", "EMBEDDING_MODEL=local needs the model: run `npm run models:install`.");
    const { localEmbedder } = await import("../../shared/knowledge/embedding/local/local-embedder.ts");
    return localEmbedder(file);
  }
  const [{ vendorEmbedder }, { embeddingSpend }] = await Promise.all([
    import("../../shared/knowledge/embedding/vendor-embedder.ts"),
    import("./spending/embedding-spend.ts"),
  ]);
  const { keys, documents } = platform;
  const spend = embeddingSpend({ documents, log, now });
  if (vendorOf(model) === "google") {
    const { geminiEmbeddings } = await import("../../shared/models/gemini/gemini-embeddings.ts");
    const apiKey = () => requiredKey(keys, geminiKeyName);
    return vendorEmbedder({ embeddings: geminiEmbeddings({ apiKey, baseUrl }), model, dimensions, spend });
  }
  const [{ compatibleEmbeddings }, { isPublicHost }] = await Promise.all([
    import("../../shared/models/compatible/compatible-embeddings.ts"),
    import("../../shared/outbound/public-address.ts"),
  ]);
  const embeddings = compatibleEmbeddings({
    url: environment.OPENAI_COMPATIBLE_URL,
    apiKey: () => keys.secret(platformScope, compatibleKeyName),
    secret: (tenantId, name) => keys.secret(tenantId, name),
    isPublicHost,
  });
  return vendorEmbedder({ embeddings, model, dimensions, spend });
}

async function openVectorIndex({ PINECONE_INDEX_URL: url }: Environment, keys: Keys): Promise<VectorIndex | null> {
  if (url === undefined) return null;
  const { pineconeIndex } = await import("../../shared/knowledge/vectors/pinecone-index.ts");
  return pineconeIndex({ url, apiKey: () => requiredKey(keys, pineconeKeyName) });
}

async function requiredKey(keys: Keys, name: string): Promise<string> {
  const key = await keys.secret(platformScope, name);
  if (key === undefined) throw new TerminalError("secret-missing", `The platform's secret ${name} is not set.`);
  return key;
}
