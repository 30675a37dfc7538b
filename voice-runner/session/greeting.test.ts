import { setTimeout as sleep } from "node:timers/promises";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import type { ModelReply } from "../../shared/models/model.ts";
import { tenantId } from "../../shared/runtime/runner-fixture.ts";
import { greetingOf } from "./greeting.ts";

const greeting = { instruction: "Greet warmly.", text: "Hello, this is Robin.", language: "en-IN" };
let version = 0;

function greetingBy(generate: () => Promise<string>, { briefing = null as string | null, same = false } = {}) {
  if (!same) version += 1;
  const faults: unknown[] = [];
  const text = greetingOf({
    call: { tenantId, briefing },
    config: minimalConfig(),
    configVersion: version,
    settings: { greeting, temperature: 0 },
    models: {
      generate: async () =>
        ({
          model: "m",
          served: "m",
          parts: [{ type: "text", text: await generate() }],
          finish: "stop",
          inputTokens: 1,
          outputTokens: 1,
        }) satisfies ModelReply,
    },
    onFault: (error) => void faults.push(error),
  });
  return { text, faults };
}

it("is worded once by the model, for all calls of a configuration's version", async () => {
  expect(await greetingBy(async () => "Welcome!").text).toBe("Welcome!");
  expect(await greetingBy(async () => "Something else.", { same: true }).text).toBe("Welcome!");
});

it("is the tenant's text while the model is late, and the model's in the next call", async () => {
  let hasAnswered = false;
  const late = () =>
    sleep(1_000, "Welcome back!").finally(() => {
      hasAnswered = true;
    });
  expect(await greetingBy(late).text).toBe(greeting.text);
  expect(hasAnswered).toBe(false);
  await sleep(500);
  expect(await greetingBy(async () => "?", { same: true }).text).toBe("Welcome back!");
});

it("is the tenant's text when the model fails or says more than a greeting", async () => {
  const failed = greetingBy(() => Promise.reject(new Error("away")));
  expect(await failed.text).toBe(greeting.text);
  expect(failed.faults).toHaveLength(1);
  expect(await greetingBy(async () => "Hello, tests cost 500 rupees.").text).toBe(greeting.text);
  expect(await greetingBy(async () => "Hello ".repeat(100)).text).toBe(greeting.text);
});

it("is the call's own where the call is about something", async () => {
  expect(await greetingBy(async () => "About your report.", { briefing: "report" }).text).toBe("About your report.");
  expect(await greetingBy(async () => "Welcome!", { same: true }).text).toBe("Welcome!");
});
