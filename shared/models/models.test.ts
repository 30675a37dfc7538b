import { TenantId } from "../platform/tenant.ts";
import { TerminalError } from "../runtime/failures/errors.ts";
import type { ModelEndpoint, ModelReply, ModelRequest } from "./model.ts";
import { type ModelClient, ModelFailure } from "./model-client.ts";
import { createModels, type ModelsPolicy } from "./models.ts";

const choice = { primary: "pro", fallback: "flash", endpoint: null };
const fine: ModelReply = {
  model: "",
  served: "",
  parts: [{ type: "text", text: "Hi." }],
  finish: "stop",
  inputTokens: 1,
  outputTokens: 1,
};

type Answer = ModelReply | Error | "never" | ((request: ModelRequest) => Promise<ModelReply>);

beforeEach(() => {
  import.meta.jest.useFakeTimers();
});
afterEach(() => {
  import.meta.jest.useRealTimers();
});

/** A client that answers in order and repeats its last answer. Time advances only while nothing else can happen. */
function setUp(answers: readonly Answer[], policy: Partial<ModelsPolicy> = {}) {
  const asked: { model: string; request: ModelRequest; endpoint: ModelEndpoint | null }[] = [];
  const slept: number[] = [];
  let endedAt: number | undefined;
  const client: ModelClient = {
    async generate(model, request, endpoint = null) {
      const waitedMs = endedAt === undefined ? 0 : Date.now() - endedAt;
      if (waitedMs > 0) slept.push(waitedMs);
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push({ model, request, endpoint });
      if (answer === "never") return new Promise(() => {});
      if (typeof answer === "function") return answer(request);
      endedAt = Date.now();
      if (answer === undefined || answer instanceof Error) throw answer;
      return { ...answer, model };
    },
  };
  const models = createModels({ client, policy });
  return {
    models: {
      async generate(...asking: Parameters<typeof models.generate>) {
        const answered = models.generate(...asking);
        let settled = false;
        const settle = () => {
          settled = true;
        };
        answered.then(settle, settle);
        while (!settled) await import.meta.jest.advanceTimersToNextTimerAsync();
        return answered;
      },
    },
    asked,
    slept,
    wait(ms: number) {
      import.meta.jest.setSystemTime(Date.now() + ms);
    },
    order: () => asked.map(({ model }) => model),
    endpoints: () => asked.map(({ endpoint }) => endpoint?.tenantId ?? null),
  };
}

function request(changes: Partial<ModelRequest> = {}): ModelRequest {
  const signal = new AbortController().signal;
  return { system: "S", messages: [], tools: [], temperature: 0, maxTokens: 10, signal, ...changes };
}

const rateLimited = (retryAfterMs?: number) => new ModelFailure("rate-limited", "429", { retryAfterMs });
const down = new ModelFailure("unavailable", "503");

describe("models", () => {
  it("answer at once when the primary does", async () => {
    const { models, order, slept } = setUp([fine]);
    expect(await models.generate(choice, request())).toMatchObject({ model: "pro" });
    expect([order(), slept]).toEqual([["pro"], []]);
  });

  it("answer after a 429 and a 503", async () => {
    const { models, order, slept } = setUp([rateLimited(), down, fine]);
    expect(await models.generate(choice, request())).toMatchObject({ model: "flash" });
    expect(order()).toEqual(["pro", "pro", "flash"]);
    expect(slept).toHaveLength(1);
  });

  it("respect the provider's delay, and use the fallback when it is long", async () => {
    const short = setUp([rateLimited(1_500), fine]);
    await short.models.generate(choice, request());
    expect([short.order(), short.slept]).toEqual([["pro", "pro"], [1_500]]);
    const long = setUp([rateLimited(60_000), fine]);
    await long.models.generate(choice, request());
    expect([long.order(), long.slept]).toEqual([["pro", "flash"], []]);
  });

  it("fail with the last cause when all attempts failed", async () => {
    const { models, order } = setUp([down]);
    await expect(models.generate(choice, request())).rejects.toMatchObject({
      name: "RetryableError",
      code: "model-unavailable",
      message: expect.stringContaining("503"),
    });
    expect(order()).toEqual(["pro", "pro", "flash", "flash"]);
  });

  it("do not retry a rejected request", async () => {
    const { models, order } = setUp([new ModelFailure("rejected", "pro refused the request with 400.")]);
    const failure = models.generate(choice, request());
    await expect(failure).rejects.toBeInstanceOf(TerminalError);
    await expect(failure).rejects.toMatchObject({ code: "model-rejected" });
    expect(order()).toEqual(["pro"]);
  });

  it("ask another vendor after a refusal, and another model when the request is too long", async () => {
    const refused = new ModelFailure("rejected", "401");
    const mixed = { ...choice, primary: "openai_compatible/llama" };
    const elsewhere = setUp([refused, fine]);
    expect(await elsewhere.models.generate(mixed, request())).toMatchObject({ model: "flash" });
    expect(elsewhere.order()).toEqual(["openai_compatible/llama", "flash"]);
    const longer = setUp([new ModelFailure("too-long", "8192"), fine]);
    expect(await longer.models.generate(choice, request())).toMatchObject({ model: "flash" });
    const both = setUp([refused]);
    await expect(both.models.generate(mixed, request())).rejects.toMatchObject({ code: "model-rejected" });
    expect(both.order()).toHaveLength(2);
    const missing = setUp([new TerminalError("secret-missing", "Not set."), fine]);
    await missing.models.generate({ ...choice, fallback: "openai_compatible/llama" }, request());
    expect(missing.order()).toEqual(["pro", "openai_compatible/llama"]);
  });

  it("stay retryable while one vendor refuses and the other is down", async () => {
    for (const answers of [
      [down, down, new ModelFailure("rejected", "401")],
      [new ModelFailure("rejected", "401"), down],
    ]) {
      const { models } = setUp(answers);
      const failure = models.generate({ ...choice, fallback: "openai_compatible/llama" }, request());
      await expect(failure).rejects.toMatchObject({ code: "model-unavailable" });
    }
  });

  it("keep a tenant's endpoint apart: its faults open no other tenant's circuit and use no other's retries", async () => {
    const at = (tenant: string) => ({
      primary: "openai_compatible/llama",
      fallback: null,
      endpoint: { tenantId: TenantId.parse(tenant), url: "https://models.test/v1", apiKeyName: null },
    });
    const failing = (asked: ModelRequest) => (asked.system === "well" ? Promise.resolve(fine) : Promise.reject(down));
    const { models, endpoints } = setUp([failing], {
      circuit: { failures: 2, openMs: 1_000_000 },
      retries: { share: 0, reserve: 1 },
    });
    for (let time = 0; time < 3; time += 1) await models.generate(at("one"), request()).catch(() => {});
    expect(await models.generate(at("two"), request({ system: "well" }))).toMatchObject({ finish: "stop" });
    await models.generate(at("two"), request()).catch(() => {});
    expect(endpoints().slice(-3)).toEqual(["two", "two", "two"]);
    await models.generate({ ...choice, primary: "openai_compatible/llama" }, request({ system: "well" }));
    expect(endpoints().at(-1)).toBeNull();
    await models.generate({ ...at("one"), primary: "pro" }, request({ system: "well" }));
    expect(endpoints().at(-1)).toBeNull();
  });

  it("pass on the error of a missing key", async () => {
    const { models } = setUp([new TerminalError("secret-missing", "Not set.")]);
    await expect(models.generate(choice, request())).rejects.toMatchObject({ code: "secret-missing" });
  });

  it("abandon a silent model and ask the other once", async () => {
    const { models, order } = setUp(["never", fine], { silenceMs: 10 });
    expect(await models.generate(choice, request())).toMatchObject({ model: "flash" });
    expect(order()).toEqual(["pro", "flash"]);
  });

  it("let a slow stream continue while pieces arrive", async () => {
    const slow = async (asked: ModelRequest) => {
      for (let piece = 0; piece < 6; piece += 1) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        asked.onText?.("a");
      }
      return fine;
    };
    const { models, order } = setUp([slow], { silenceMs: 60 });
    await models.generate(choice, request({ onText: () => {} }));
    expect(order()).toEqual(["pro"]);
  });

  it("end with the deadline when no model answers", async () => {
    const deadline = new AbortController();
    const { models, order } = setUp(["never"]);
    setTimeout(() => deadline.abort(), 10);
    const failure = models.generate(choice, request({ signal: deadline.signal }));
    await expect(failure).rejects.toMatchObject({ code: "model-unavailable" });
    expect(order()).toEqual(["pro"]);
  });

  it("withdraw streamed text before another attempt, and ignore an abandoned one", async () => {
    const seen: string[] = [];
    let stray: ModelRequest["onText"];
    const breaksOff = async (asked: ModelRequest): Promise<ModelReply> => {
      stray = asked.onText;
      asked.onText?.("half");
      throw down;
    };
    const whole = async (asked: ModelRequest) => {
      stray?.("late");
      asked.onText?.("whole");
      return fine;
    };
    const { models } = setUp([breaksOff, whole]);
    await models.generate(
      choice,
      request({ onText: (text) => seen.push(text), onRestart: () => seen.push("restart") }),
    );
    expect(seen).toEqual(["half", "restart", "whole"]);
  });

  it("report a malformed call to the model, and then ask the other", async () => {
    const malformed: ModelReply = { ...fine, parts: [], finish: "malformed-call" };
    const { models, asked, order } = setUp([malformed, malformed, fine]);
    expect(await models.generate(choice, request())).toMatchObject({ finish: "stop" });
    expect(order()).toEqual(["pro", "pro", "flash"]);
    expect(asked.map(({ request: { system } }) => system.includes("could not be read"))).toEqual([false, true, true]);
  });

  it("retry at most a fifth of the traffic once the reserve is exhausted", async () => {
    const { models, asked } = setUp([down], {
      retries: { share: 0.2, reserve: 10 },
      circuit: { failures: 1_000_000, openMs: 1 },
    });
    for (let number = 0; number < 500; number += 1) await models.generate(choice, request()).catch(() => {});
    expect(asked.length - 500).toBeGreaterThan(90);
    expect(asked.length - 500).toBeLessThanOrEqual(500 * 0.2 + 10);
  });

  it("skip a model that keeps failing, and let one request at a time try it again", async () => {
    const failing = (asked: ModelRequest) => (asked.system === "well" ? Promise.resolve(fine) : Promise.reject(down));
    const { models, order, asked, wait } = setUp([failing], {
      circuit: { failures: 2, openMs: 1_000 },
      attemptsPerModel: 1,
    });
    const only = { primary: "pro", fallback: null, endpoint: null };
    const failed = () => models.generate(only, request()).catch(() => {});
    await failed();
    await failed();
    await models.generate(choice, request({ system: "well" }));
    expect(order()).toEqual(["pro", "pro", "flash"]);
    wait(1_001);
    await Promise.all([
      models.generate(choice, request({ system: "well" })),
      models.generate(choice, request({ system: "well" })),
    ]);
    expect(order().slice(3)).toEqual(["pro", "flash"]);
    await models.generate(choice, request({ system: "well" }));
    expect(asked.at(-1)?.model).toBe("pro");
  });

  it("ask the primary once when every model is skipped", async () => {
    const { models, order } = setUp([down], { circuit: { failures: 1, openMs: 1_000_000 }, attemptsPerModel: 1 });
    for (let number = 0; number < 3; number += 1) await models.generate(choice, request()).catch(() => {});
    expect(order()).toEqual(["pro", "flash", "pro", "pro"]);
  });

  it("end with the deadline between two attempts as well", async () => {
    const deadline = new AbortController();
    const { models, order } = setUp([rateLimited(3_000), fine]);
    setTimeout(() => deadline.abort(), 10);
    const startedAt = Date.now();
    const failure = models.generate(choice, request({ signal: deadline.signal }));
    await expect(failure).rejects.toMatchObject({
      code: "model-unavailable",
      message: expect.stringContaining("the turn's deadline passed"),
    });
    expect(Date.now() - startedAt).toBe(10);
    await import.meta.jest.runAllTimersAsync();
    expect(order()).toEqual(["pro"]);
  });

  it("keep skipping a model whose trial the caller aborted", async () => {
    const { models, order, wait } = setUp([down, "never", fine], {
      circuit: { failures: 1, openMs: 1_000 },
      attemptsPerModel: 1,
    });
    const left = new AbortController();
    const only = { primary: "pro", fallback: null, endpoint: null };
    await models.generate(only, request()).catch(() => {});
    wait(1_001);
    setTimeout(() => left.abort(), 10);
    await models.generate(only, request({ signal: left.signal })).catch(() => {});
    await models.generate(choice, request());
    expect(order()).toEqual(["pro", "pro", "flash"]);
  });
});
