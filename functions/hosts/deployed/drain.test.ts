import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FunctionProcess, startFunction } from "../../../tests/deployment/function-process.ts";

let source: string;
let running: FunctionProcess | undefined;

beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), "drain-"));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(source, { recursive: true });
});

/** A function whose response on `/slow` starts at once and ends later. The test stops the process in between. */
async function start(drains: boolean): Promise<FunctionProcess> {
  const framework = import.meta.resolve("@google-cloud/functions-framework");
  const drain = new URL("./drain.ts", import.meta.url).href;
  const code = `
    import { http } from ${JSON.stringify(framework)};
    const close = async () => console.log("closed");
    const holding = ${drains} ? (await import(${JSON.stringify(drain)})).drainOnSignal(close) : (_, work) => work();
    http("slow", (request, response) => holding(response, async () => {
      response.write("begun ");
      if (request.url === "/slow") setTimeout(() => response.end("and ended"), 500);
      else response.end();
    }));
  `;
  writeFileSync(join(source, "index.mjs"), code);
  writeFileSync(join(source, "package.json"), JSON.stringify({ type: "module", main: "index.mjs" }));
  running = await startFunction({ source, target: "slow", environment: {} });
  await (await running.firstAnswer("/")).text();
  return running;
}

async function stopDuringAnswer(
  process: FunctionProcess,
): Promise<{ readonly text: string; readonly code: number | null }> {
  const answer = await process.firstAnswer("/slow");
  const stopped = process.stop();
  const text = await answer.text().catch(() => "broken off");
  return { text, code: await stopped };
}

it("finishes the running request on SIGTERM, closes and ends the process", async () => {
  const process = await start(true);
  expect(await stopDuringAnswer(process)).toEqual({ text: "begun and ended", code: 0 });
  expect(process.output()).toContain("closed");
});

it("replaces a handler that aborts the request (once this fails, the framework drains by itself)", async () => {
  expect((await stopDuringAnswer(await start(false))).text).not.toBe("begun and ended");
});
