import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../shared/project-root.ts";
import { openClinic } from "../flows/stage/clinic.ts";
import { flow } from "../flows/stage/flow.ts";

const run = promisify(execFile);
const world = flow();
const tool = (name: string) => join(projectRoot, "node_modules", ".bin", name);

const compilerOptions = {
  target: "es2024",
  lib: ["es2024", "dom"],
  module: "nodenext",
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: ["node"],
};

it("a client made from the OpenAPI document compiles, and works against the API", async () => {
  const { product } = world;
  const { client } = await openClinic(product);
  // Inside the project, so that the client finds its runtime.
  const folder = mkdtempSync(join(projectRoot, "node_modules", ".cache", "api-client-"));
  try {
    const description = join(folder, "openapi.json");
    writeFileSync(description, await (await fetch(`${product.url}/v1/openapi.json`)).text());
    await run(tool("oazapfts"), [description, join(folder, "api.ts")]);
    copyFileSync(join(projectRoot, "tests", "api-client", "consumer.ts"), join(folder, "consumer.ts"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    const compiled = await run(tool("tsc"), ["-p", folder]).catch((error: { stdout: string }) => error);
    expect(compiled.stdout).toBe("");
    const consumer = join(folder, "consumer.ts");
    // Node does not strip types under node_modules.
    const bundle = join(folder, "consumer.mjs");
    await run(tool("esbuild"), [consumer, "--bundle", "--format=esm", "--platform=node", `--outfile=${bundle}`]);
    const { stdout } = await run(process.execPath, [bundle, product.url, await product.token(client), client]);
    expect(JSON.parse(stdout)).toEqual({
      reply: expect.stringMatching(/\w/),
      roles: ["agent", "customer"],
      repeated: true,
      problems: [
        [422, "idempotency-key-reused"],
        [404, "campaign-not-found"],
        [422, "body-invalid"],
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
