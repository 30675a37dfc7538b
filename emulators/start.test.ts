import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startSandbox } from "./sandbox.ts";
import { startStandIns } from "./start.ts";

const command = join(import.meta.dirname, "start.ts");

async function run(...options: readonly string[]) {
  const child = spawn(process.execPath, [command, ...options]);
  const printed = { out: "", error: "" };
  child.stdout.on("data", (chunk) => {
    printed.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    printed.error += chunk;
  });
  const ended = once(child, "close").then(([code]) => code);
  return { child, printed, ended };
}

describe("the stand-ins", () => {
  it("start on free ports and print their URLs; SIGTERM ends them with 0", async () => {
    const { child, printed, ended } = await run("--gemini-port", "0", "--sandbox-port", "0", "--traps-port", "0");
    while (!printed.out.includes("sandbox")) await once(child.stdout, "data");
    const urls = printed.out.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    expect(urls).toHaveLength(3);
    expect((await fetch(`${urls[0]}/_standin/requests`)).status).toBe(200);
    expect((await fetch(`${urls[1]}/_site/traps`)).status).toBe(200);
    expect((await fetch(`${urls[2]}/_sandbox/requests`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("print their usage, and what is wrong with a port", async () => {
    const help = await run("--help");
    expect(await help.ended).toBe(0);
    expect(help.printed.out).toContain("--sandbox-port");
    const wrong = await run("--gemini-port", "many");
    expect(await wrong.ended).toBe(1);
    expect(wrong.printed.error).toContain('--gemini-port must be a port from 0 to 65535, but is "many"');
  });

  it("are all stopped when one of them cannot start", async () => {
    const taken = await startSandbox({ port: 0 });
    const sandboxPort = Number(new URL(taken.url).port);
    await expect(startStandIns({ geminiPort: 0, sandboxPort, trapsPort: 0 })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
    await taken.close();
    const again = await startStandIns({ geminiPort: 0, sandboxPort, trapsPort: 0 });
    expect(again.sandbox.url).toBe(taken.url);
    await again.close();
  });
});
