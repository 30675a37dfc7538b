import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { projectRoot } from "../../../../shared/project-root.ts";
import { runCli } from "../run-cli.ts";

const file = join(projectRoot, "config", "example.yaml");
const unset = { line: 58, column: 19, path: "automation_config.tools", code: "secret-undefined" };
const warning = { ...unset, message: "It names the secret IMAGING_TOKEN.", remedy: "Set it." };

let server: Server;
let reply: object;
let asked: { readonly path: string | undefined; readonly token: string | undefined; readonly body: string }[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    asked.push({ path: request.url, token: request.headers.authorization, body });
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(reply));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
beforeEach(() => {
  asked = [];
});
afterAll(() => new Promise((closed) => server.close(closed)));

function validate(...words: readonly string[]) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return runCli(["config", "validate", ...words, "--url", url, "--token", "a-token"]);
}

it("shows what the product finds in a valid file", async () => {
  reply = { valid: true, problems: [], warnings: [warning] };
  const { exitCode, stdout } = await validate(file);
  expect(stdout).toBe(
    `${file}: valid, with 1 warning\n${file}:58:19  warning: It names the secret IMAGING_TOKEN.\n    Set it.\n`,
  );
  expect(exitCode).toBe(0);
  expect(asked).toMatchObject([{ path: "/v1/configs/validate", token: "Bearer a-token" }]);
  expect(asked[0]?.body).toContain("sunrise_dental");
});

it("fails where the product refuses the file", async () => {
  reply = { valid: false, problems: [{ ...warning, message: "The number is another client's." }], warnings: [] };
  const { exitCode, stdout, stderr } = await validate(file);
  expect(stdout).toContain(`${file}:58:19  The number is another client's.`);
  expect([exitCode, stderr]).toEqual([1, "error: 1 problem.\n"]);
});

it("does not ask about a file that is wrong in any case", async () => {
  const { exitCode } = await validate(join(projectRoot, "package.json"));
  expect(exitCode).toBe(1);
  expect(asked).toEqual([]);
});
