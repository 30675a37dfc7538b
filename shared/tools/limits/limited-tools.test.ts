import { z } from "zod";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { toolCall } from "../fixtures.ts";
import type { Tool, ToolResult } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { limitedTools } from "./limited-tools.ts";
import { ToolLimits } from "./tool-limits.ts";

type Answer = () => ToolResult | Promise<ToolResult>;

/** A tool that gives these answers in order, the last one for ever, and counts its calls. */
function scripted(settings: object, answers: readonly Answer[], tool: Partial<Tool> = {}) {
  const asked: string[] = [];
  let calls = 0;
  const inner: Tool = {
    name: "look_up",
    description: "",
    parameters: zodParameters(z.object({})),
    sideEffects: false,
    reconcile: "repeat",
    async execute() {
      calls += 1;
      const answer = answers[Math.min(calls, answers.length) - 1];
      if (answer === undefined) throw new Error("no answer");
      return answer();
    },
    ...tool,
  };
  const left = { calls: 2 };
  const [limited] = limitedTools([inner], { name: "look_up", limits: ToolLimits.parse(settings) }, (name) => ({
    async count(_tenant, [quota]) {
      asked.push(`${name} ${quota?.limit}/${quota?.windowMs}`);
      left.calls -= 1;
      if (quota === undefined) throw new Error("no quota");
      return { allowed: left.calls >= 0, state: { quota, remaining: 0, resetMs: 1 } };
    },
  }));
  if (limited === undefined) throw new Error("no tool");
  return { tool: limited, call: () => limited.execute({}, toolCall()), calls: () => calls, asked };
}

const fine: Answer = () => ({ content: "fine" });
const nothingDone: Answer = () => {
  throw new RetryableError("endpoint-failed", "It answered 503.");
};
const outcomeUnknown: Answer = () => {
  throw new Error("socket hang up");
};

test("makes a call again that surely did nothing, as often as the entry says", async () => {
  const twice = scripted({ retries: 2 }, [nothingDone, nothingDone, fine]);
  expect(await twice.call()).toEqual({ content: "fine" });
  expect(twice.calls()).toBe(3);
  const once = scripted({ retries: 1 }, [nothingDone]);
  await expect(once.call()).rejects.toMatchObject({ code: "endpoint-failed" });
  expect(once.calls()).toBe(2);
});

test("never repeats a call whose outcome is unknown, or one that was refused", async () => {
  const unknown = scripted({ retries: 5 }, [outcomeUnknown, fine], { sideEffects: true });
  await expect(unknown.call()).rejects.toThrow("socket hang up");
  const refused = scripted({ retries: 5 }, [
    () => {
      throw new TerminalError("secret-missing", "no key");
    },
  ]);
  await expect(refused.call()).rejects.toMatchObject({ code: "secret-missing" });
  expect([unknown.calls(), refused.calls()]).toEqual([1, 1]);
});

test("leaves a service alone that failed often enough, and says that nothing was done", async () => {
  const broken = scripted({ circuit_breaker: { failures: 2 } }, [outcomeUnknown, () => ({ content: {}, broke: true })]);
  await expect(broken.call()).rejects.toThrow("socket hang up");
  expect(await broken.call()).toMatchObject({ broke: true });
  await expect(broken.call()).rejects.toMatchObject({
    code: "tool-unavailable",
    message: expect.stringContaining("nothing was done"),
  });
  expect(broken.calls()).toBe(2);
});

test("an answer that the service gives on purpose keeps the breaker closed", async () => {
  const missing = scripted({ circuit_breaker: { failures: 1 } }, [
    () => ({ content: { error: "404" } }),
    () => {
      throw new TerminalError("secret-missing", "no key");
    },
    fine,
  ]);
  await missing.call();
  await expect(missing.call()).rejects.toMatchObject({ code: "secret-missing" });
  expect(await missing.call()).toEqual({ content: "fine" });
});

test("a read that hangs may be made again; of a write nobody knows whether it happened", async () => {
  const hangs: Answer = () => new Promise(() => undefined);
  const read = scripted({ timeout: 0.1, retries: 1 }, [hangs, fine]);
  expect(await read.call()).toEqual({ content: "fine" });
  const write = scripted({ timeout: 0.1, retries: 1 }, [hangs, fine], { sideEffects: true });
  await expect(write.call()).rejects.toThrow("the outcome is unknown");
  expect(write.calls()).toBe(1);
});

test("refuses calls over the rate without making them", async () => {
  const limited = scripted({ rate: { calls: 2, seconds: 10 } }, [fine]);
  await limited.call();
  await limited.call();
  await expect(limited.call()).rejects.toMatchObject({ code: "tool-rate-limited" });
  expect(limited.calls()).toBe(2);
  expect(limited.asked).toEqual(Array(3).fill("tool look_up 2/10000"));
});

test("carries what a call costs", () => {
  expect(scripted({ cost: 2.5 }, [fine]).tool.cost).toBe(2.5);
  expect(scripted({}, [fine]).tool).not.toHaveProperty("cost");
});
