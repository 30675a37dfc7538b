import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "simulate-"));
afterAll(() => rmSync(folder, { recursive: true }));

function scenario(name: string, ...steps: readonly string[]): string {
  const file = join(folder, `${name}.yaml`);
  const lines = [
    `name: ${name}`,
    "tenant: client_456",
    "channel: web_chat",
    "steps:",
    ...steps.map((step) => `  - ${step}`),
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

it("plays scenarios, shows each result, and writes reports", async () => {
  const good = scenario("greets", "say: Hello", "expect_reply: Leo");
  const bad = scenario("knows-nothing", "say: Hello", "expect_reply: { contains: Voldemort, within: 1s }");
  const [html, junit] = [join(folder, "report.html"), join(folder, "report.xml")];
  const ran = await runCli(["simulate", good, bad, "--html", html, "--junit", junit]);
  expect(ran.exitCode).toBe(1);
  expect(ran.stdout).toContain("✓ greets");
  expect(ran.stdout).toContain(`${bad}:6  expect_reply: No reply with "Voldemort" came within 1 s.`);
  expect(ran.stdout).toContain("1 failed, 1 passed");
  expect(readFileSync(html, "utf8")).toContain("1 of 2 scenarios failed");
  expect(readFileSync(junit, "utf8")).toContain('tests="2" failures="1"');
});

it("plays a talk to its end and counts the useful replies", async () => {
  const lines = "[{ say: Hello, reply: Leo }, { say: Hi, reply: Voldemort }, { say: bye, reply: Goodbye }]";
  const good = scenario("talks", `talk: { useful: 2, lines: ${lines} }`);
  const bad = scenario("talks-poorly", `talk: { useful: 3, lines: ${lines} }`);
  const ran = await runCli(["simulate", good, bad, "--transcript"]);
  expect(ran.exitCode).toBe(1);
  expect(ran.stdout).toContain("✓ 2 of 3 replies were useful");
  expect(ran.stdout).toContain("2 of 3 replies were useful, wanted 3:");
  expect(ran.stdout).toMatch(/"Hi": wanted a reply with "Voldemort", but got: Hello, I am Leo/);
  const greedy = scenario("greedy", `talk: { useful: 4, lines: ${lines} }`);
  expect((await runCli(["simulate", greedy])).stderr).toContain("asks for more useful replies than there are lines");
});

it("reports an invalid file before anything is played", async () => {
  const ran = await runCli(["simulate", scenario("misspelt", "advnce: 5m")]);
  expect(ran.exitCode).toBe(1);
  expect(ran.stderr).toContain("misspelt.yaml:5:5");
  expect(ran.stderr).toContain("did you mean `advance`?");
});

it("reports a filter without matches and a missing file", async () => {
  const file = scenario("alone", "say: Hello");
  expect((await runCli(["simulate", file, "--filter", "nothing like it"])).stderr).toContain("None of 1 scenarios");
  expect((await runCli(["simulate", join(folder, "absent.yaml")])).stderr).toContain("absent.yaml");
});

it("lists scenarios without playing them", async () => {
  const ran = await runCli(["simulate", scenario("listed", "say: Hello", "expect_reply: never"), "--list"]);
  expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("listed.yaml\n    listed") });
});
