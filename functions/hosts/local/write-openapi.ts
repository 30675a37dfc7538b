import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../../shared/environment.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { compose } from "../../app/compose.ts";
import { openEndpoints } from "../../endpoints/index.ts";
import { engines } from "../../index.ts";

/** `npm run openapi`: writes the running product's OpenAPI document to docs/openapi.json. `--check` only compares. */
const file = join(projectRoot, "docs", "openapi.json");
const described = `${JSON.stringify(await describe(), null, 2)}\n`;
if (!process.argv.includes("--check")) writeFileSync(file, described);
else if (readFileSync(file, "utf8") !== described) {
  console.error("docs/openapi.json is stale. Run `npm run openapi` and commit it.");
  process.exitCode = 1;
}

async function describe(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "openapi-"));
  const environment = { ...readEnvironment({}), DATA_DIR: folder };
  const platform = await openPlatform(environment);
  const composition = compose({
    engines,
    environment,
    platform,
    publicUrl: "http://127.0.0.1:8080",
    log: createLogger({ level: "error" }),
  });
  const api = (await openEndpoints({ composition, engines, access: { clients: async () => [] } })).find(
    ({ name }) => name === "api",
  );
  const server = createServer((request, response) => void api?.handler(request, response));
  try {
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/openapi.json`);
    if (!response.ok) throw new Error(`The product does not describe itself: ${await response.text()}`);
    return await response.json();
  } finally {
    server.close();
    server.closeAllConnections();
    await platform.close(1_000);
    rmSync(folder, { recursive: true });
  }
}
