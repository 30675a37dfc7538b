import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Documents } from "../../platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { projectRoot } from "../../project-root.ts";
import { createLogger } from "../../telemetry/log.ts";
import { minimalYaml } from "../minimal-config.fixture.ts";
import { configVersions } from "../versions/versions.ts";

const tenantId = TenantId.parse("client_123");
const now = () => new Date();

describe("parsed form", () => {
  let folder: string;
  let platform: EmbeddedPlatform;
  let asked: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "parsed-forms-"));
    platform = openEmbedded({ dataDir: folder });
    asked = [];
  });
  afterEach(async () => {
    await platform.close(1000);
    rmSync(folder, { recursive: true });
  });

  /** A process that has just started, with this reader. */
  function process(reader?: string, lines: string[] = []) {
    const documents: Documents = {
      ...platform.documents,
      get(tenant, collection, id) {
        asked.push(collection.name);
        return platform.documents.get(tenant, collection, id);
      },
    };
    const log = createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } });
    return configVersions({ documents, reader, now, log });
  }
  const push = (yaml: string, reader?: string) =>
    process(reader).push(tenantId, "main", yaml, { by: "ops", activate: true });
  const example = readFileSync(join(projectRoot, "config/tenants/client_123.yaml"), "utf8");

  it("equals the parsed text and costs one read, like the text", async () => {
    await push(example, "reader 1");
    asked = [];
    const kept = await process("reader 1").parsed(tenantId, "main", 1);
    expect(asked).toEqual(["config-parsed-forms"]);
    expect(kept).toEqual(await process().parsed(tenantId, "main", 1));
  });

  it("is parsed again once for another reader", async () => {
    await push(example, "reader 1");
    asked = [];
    await process("reader 2").parsed(tenantId, "main", 1);
    expect(asked).toEqual(["config-parsed-forms", "config-versions"]);
    asked = [];
    await Promise.all(["reader 1", "reader 2"].map((reader) => process(reader).parsed(tenantId, "main", 1)));
    expect(asked).toEqual(["config-parsed-forms", "config-parsed-forms"]);
  });

  it("is neither read nor stored when the product runs from source", async () => {
    await push(example);
    asked = [];
    await process().parsed(tenantId, "main", 1);
    expect(asked).toEqual(["config-versions"]);
    expect(await process("any").parsed(tenantId, "main", 1)).toMatchObject({ client_id: tenantId });
    expect(asked.slice(1)).toEqual(["config-parsed-forms", "config-versions"]);
  });

  it("is parsed from the text each time when it exceeds a document", async () => {
    const pages = Array.from(
      { length: 60 },
      (_, index) =>
        // A quote takes two bytes in the form and four in its document.
        `    - { id: "k${index}", base: b, title: t, text: '${'"'.repeat(8_000)}' }\n`,
    );
    const large = minimalYaml({ clientId: tenantId, more: `  knowledge:\n${pages.join("")}` });
    expect(await push(large, "reader 1")).toMatchObject({ ok: true });
    asked = [];
    expect((await process("reader 1").parsed(tenantId, "main", 1)).knowledge).toHaveLength(60);
    expect(asked).toEqual(["config-parsed-forms", "config-versions"]);
  });

  it("logs a failed write and uses the text", async () => {
    await push(example);
    const lines: string[] = [];
    const commit = platform.documents.commit;
    platform = {
      ...platform,
      documents: { ...platform.documents, commit: async () => Promise.reject(new Error("full")) },
    };
    expect(await process("reader 1", lines).parsed(tenantId, "main", 1)).toMatchObject({ client_id: tenantId });
    expect(lines.join("")).toContain("parsed form could not be stored");
    platform = { ...platform, documents: { ...platform.documents, commit } };
  });
});
