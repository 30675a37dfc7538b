import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";

/** What we use of OpenTelemetry's conventions for generative AI (opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai). */
const conventions = new Set([
  ...["gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.conversation.id"],
  ...["gen_ai.request.model", "gen_ai.request.temperature", "gen_ai.request.max_tokens", "gen_ai.request.stream"],
  ...["gen_ai.response.model", "gen_ai.response.finish_reasons"],
  ...["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"],
  ...["gen_ai.agent.id", "gen_ai.agent.name", "gen_ai.agent.version"],
  ...["gen_ai.tool.name", "gen_ai.tool.call.id", "gen_ai.tool.type", "gen_ai.token.type"],
  ...["gen_ai.client.operation.duration", "gen_ai.client.token.usage"],
]);
const operations = new Set(["chat", "execute_tool", "invoke_agent", "retrieval", "embeddings"]);

const text = globSync("{functions,shared,voice-runner}/**/*.ts", { cwd: projectRoot })
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(projectRoot, file), "utf8"))
  .join("\n");

it("spans and metrics of models and agents have the names of OpenTelemetry's conventions", () => {
  const used = new Set([...text.matchAll(/"(gen_ai\.[\w.]+)"/g)].flatMap(([, name]) => name ?? []));
  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter((name) => !conventions.has(name))).toEqual([]);
  const named = [...text.matchAll(/"gen_ai\.operation\.name": "(\w+)"/g)].flatMap(([, name]) => name ?? []);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !operations.has(name))).toEqual([]);
});
