import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadTenantConfig } from "../../../shared/config/load-tenant-config.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { tokenVerifier } from "../../../shared/security/tokens/tokens.ts";
import { runCli } from "./run-cli.ts";

const example = join(projectRoot, "tests/fixtures/specification-3.4-long.yaml");

let folder: string;
let data: readonly string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-"));
  data = ["--data-dir", folder];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the command line", () => {
  it("lists its verbs", async () => {
    const { exitCode, stdout } = await runCli(["help"]);
    expect(exitCode).toBe(0);
    for (const verb of ["chat", "conversations", "config", "token", "api-key", "events"])
      expect(stdout).toContain(verb);
  });

  it("shows an example for each verb", async () => {
    const { exitCode, stdout } = await runCli(["config", "push", "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("npm run cli -- config push config/tenants/client_123.yaml --activate");
  });

  it("gives examples that show what they promise", async () => {
    const root = await runCli(["--help"]);
    expect(root.stdout).toContain("npm run cli -- config push --help");
  });

  it.each([
    [["cofnig"], "Did you mean config?"],
    [["config", "psuh"], "Did you mean push?"],
    [["config", "validate", "--jsn", "x"], "Did you mean --json?"],
    [["token", "--client", "client_123"], "'-r, --role <role>' not specified"],
    [["token", "-c", "client_123", "-r", "owner"], "admin, operator, viewer, service"],
    [["token", "-c", "Client 123", "-r", "viewer"], "such as client_123"],
    [["token", "-c", "client_123", "-r", "viewer", "--ttl", "soon"], "such as 15m or 12h"],
    [["chat", "-c", "client_123", "--url", "ftp://x"], "http://127.0.0.1:8080"],
    [["messages", "send", "-c", "client_123", "--value", "order"], "a name and a value with = between them"],
    [["messages", "send", "-c", "client_123", "--purpose", "fun"], "transactional, service, marketing"],
    [["messages", "show", "-c", "client_123", "m1", "--wait", "soon"], "a whole number of at least 1"],
  ])("exits with 2 for %j and says how to correct it", async (words, advice) => {
    const { exitCode, stdout, stderr } = await runCli(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(advice);
  });
});

describe("config validate", () => {
  it("accepts the specification's example and warns of the models that its vendor retires", async () => {
    const { exitCode, stdout, stderr } = await runCli(["config", "validate", example]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/specification-3\.4-long\.yaml: valid, with \d+ warnings\n.*:22:16 {2}warning: /);
    expect(stdout).toContain("gemini-3.8-flash answers in its place");
  });

  it("shows every problem of every file with its position and remedy", async () => {
    const typo = join(folder, "typo.yaml");
    writeFileSync(typo, readFileSync(example, "utf8").replace("agent_name:", "agnet_name:").replace("0.7", "warm"));
    const { exitCode, stdout, stderr } = await runCli(["config", "validate", typo, example, join(folder, "none.yaml")]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/typo\.yaml:\d+:\d+ {2}.*agnet_name.*\n {4}.*agent_name/);
    expect(stdout).toMatch(/typo\.yaml:\d+:\d+ {2}.*temperature/);
    expect(stdout).toContain(`${example}: valid`);
    expect(stdout).toContain("none.yaml: the file does not exist.");
    expect(stderr).toMatch(/in 2 of 3 files/);
  });

  it("reads standard input and prints JSON", async () => {
    const { exitCode, stdout } = await runCli(["config", "validate", "--json", "-"], "automation_config: 7\n");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([{ file: "-", ok: false, problems: [{ file: "stdin", line: 1 }] }]);
  });

  it("warns of a file that is not named after its client, and refuses a number that two clients claim", async () => {
    const tenants = join(folder, "tenants");
    mkdirSync(tenants);
    const [own, other] = [join(tenants, "client_124.yaml"), join(folder, "other.yaml")];
    const yaml = readFileSync(example, "utf8");
    writeFileSync(own, yaml);
    writeFileSync(other, yaml.replace(/client_id: .*/, 'client_id: "somebody_else"'));
    const { exitCode, stdout } = await runCli(["config", "validate", own, other]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/client_124\.yaml:\d+:\d+ {2}warning: .*named after `client_124`.*\n {4}Rename the file to/);
    expect(stdout).toMatch(
      /other\.yaml:\d+:\d+ {2}.*is also a number or account of client_123, in .*client_124\.yaml:\d+/,
    );
  });
});

describe("config new", () => {
  const file = () => join(folder, "sunrise_dental.yaml");
  const words = ["config", "new", "--client", "sunrise_dental", "--client-name", "Sunrise: Dental"];

  it("writes a valid file of the client from each template", async () => {
    for (const template of ["healthcare", "ecommerce", "education", "real-estate", "restaurant"]) {
      rmSync(file(), { force: true });
      const { exitCode, stderr } = await runCli([...words, "--template", template, file()]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("config push") });
      const [, schema = ""] = /^# yaml-language-server: \$schema=(.*)\n/.exec(readFileSync(file(), "utf8")) ?? [];
      expect(join(folder, schema)).toBe(join(projectRoot, "config", "schema.json"));
      const loaded = loadTenantConfig({ file: file(), text: readFileSync(file(), "utf8") });
      expect(loaded).toMatchObject({ config: { client_id: "sunrise_dental", client_name: "Sunrise: Dental" } });
    }
  });

  it("overwrites nothing, and says which templates there are", async () => {
    writeFileSync(file(), "mine");
    expect(await runCli([...words, file()])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("exists already"),
    });
    expect(readFileSync(file(), "utf8")).toBe("mine");
    const unknown = await runCli([...words, "--template", "../tenants/client_123", file()]);
    expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("ecommerce, education, healthcare") });
    rmSync(file());
    const wrong = await runCli([...words, "--timezone", "Mars", file()]);
    expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("is not a time zone") });
    expect(existsSync(file())).toBe(false);
  });
});

describe("config versions", () => {
  it("are stored, listed, compared, activated and rolled back", async () => {
    const file = join(folder, "client.yaml");
    copyFileSync(example, file);
    const first = await runCli(["config", "push", file, "--activate", ...data]);
    expect(first).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("client_123/default version 1: stored"),
    });
    expect(first.stderr).toContain("ZENDESK_API_KEY");

    writeFileSync(file, readFileSync(file, "utf8").replace("temperature: 0.7", "temperature: 0.5"));
    await runCli(["config", "push", file, ...data]);
    const listed = await runCli(["config", "list", "-c", "client_123", "--json", ...data]);
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { version: 2, active: false },
      { version: 1, active: true },
    ]);

    const difference = await runCli(["config", "diff", "-c", "client_123", ...data]);
    expect(difference.stdout).toContain("-      temperature: 0.7\n+      temperature: 0.5\n");
    expect(difference.stdout).not.toContain("\u001b");

    const activated = await runCli(["config", "activate", "2", "-c", "client_123", ...data]);
    expect(activated).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("version 2 is active") });
    const back = await runCli(["config", "rollback", "-c", "client_123", ...data]);
    expect(back).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("version 1") });
    const noFurther = await runCli(["config", "rollback", "-c", "client_123", ...data]);
    expect(noFurther).toMatchObject({ exitCode: 1, stdout: "" });
  });

  it("of an invalid file are not stored", async () => {
    const file = join(folder, "bad.yaml");
    writeFileSync(file, readFileSync(example, "utf8").replace("agent_name:", "agnet_name:"));
    const { exitCode, stderr } = await runCli(["config", "push", file, ...data]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/bad\.yaml:\d+:\d+/);
    expect((await runCli(["config", "list", "-c", "client_123", ...data])).exitCode).toBe(1);
  });

  it("require an existing data folder", async () => {
    const { exitCode, stderr } = await runCli(["config", "list", "-c", "client_123", "--data-dir", join(folder, "no")]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("npm start");
  });
});

describe("token", () => {
  it("prints only a valid token", async () => {
    const secret = "a secret of at least thirty-two bytes";
    writeFileSync(join(folder, "secrets.json"), JSON.stringify({ _platform: { JWT_SECRET: secret } }));
    const { exitCode, stdout } = await runCli([
      "token",
      "-c",
      "client_123",
      "-r",
      "viewer",
      "--subject",
      "asha",
      ...data,
    ]);
    expect(exitCode).toBe(0);
    const keys = {
      secret: async () => secret,
      wrap: async () => new Uint8Array(),
      unwrap: async () => new Uint8Array(),
    };
    const identity = await tokenVerifier({ keys, now: () => new Date() })(stdout.trim());
    expect(identity).toMatchObject({ subject: "asha", tenantId: "client_123", roles: ["viewer"] });
  });

  it("says how to create a missing secret", async () => {
    const { exitCode, stdout, stderr } = await runCli(["token", "-c", "client_123", "-r", "viewer", ...data]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("npm start");
  });
});

describe("api-key", () => {
  it("creates a key, lists it without its secret, and revokes it", async () => {
    const created = await runCli(["api-key", "create", "-c", "client_123", "--name", "web shop", ...data]);
    const key = created.stdout.trim();
    expect(key).toMatch(/^ak_[0-9a-f]{24}_\S{43}$/);
    const id = key.slice(3, 27);
    const listed = await runCli(["api-key", "list", "-c", "client_123", ...data]);
    expect(listed.stdout).toMatch(new RegExp(`^${id} {2}web shop {2}service`, "m"));
    expect(listed.stdout).not.toContain(key);
    expect((await runCli(["api-key", "revoke", id, "-c", "client_456", ...data])).exitCode).toBe(1);
    expect((await runCli(["api-key", "revoke", id, "-c", "client_123", ...data])).exitCode).toBe(0);
  });
});

describe("events", () => {
  it("lists dead letters without customers' messages, and replays them", async () => {
    await createDeadLetter(folder);
    const listed = await runCli(["events", "list", "-c", "client_123", "--json", ...data]);
    const [letter] = JSON.parse(listed.stdout);
    expect(letter).toMatchObject({ subscription: "turn", cause: "nobody home", event: { type: "message-received" } });
    expect(listed.stdout).not.toContain("my secret illness");

    expect((await runCli(["events", "replay", ...data])).exitCode).toBe(2);
    expect((await runCli(["events", "replay", "999", "-c", "client_123", ...data])).exitCode).toBe(1);
    const replayed = await runCli(["events", "replay", letter.id, "-c", "client_123", ...data]);
    expect(replayed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 event replayed") });
    const after = await runCli(["events", "list", "-c", "client_123", ...data]);
    expect(after.stdout).toContain("No dead letters");
  });
});

async function createDeadLetter(dataDir: string): Promise<void> {
  const platform = await openPlatform({ NODE_ENV: "test", DATA_DIR: dataDir, PORT: 0, PUBLIC_URL: undefined });
  const tenantId = "client_123" as TenantId;
  const retry = { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 5 };
  const died = new Promise<void>((resolve) => {
    platform.bus.subscribe({
      name: "turn",
      topic: "message-received",
      retry,
      async handle() {
        resolve();
        return { type: "dead", cause: "nobody home" };
      },
    });
  });
  await platform.bus.start();
  const envelope = { id: "e1", type: "message-received", tenantId, key: "c1", causationId: null };
  await platform.bus.publish([
    { ...envelope, occurredAt: "2026-11-22T09:00:00Z", data: { text: "my secret illness" } },
  ]);
  await died;
  await platform.close(1000);
}
