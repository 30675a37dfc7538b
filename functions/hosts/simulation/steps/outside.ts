import { z } from "zod";
import { ExpectationFailed, listItems } from "../failure.ts";
import { differences, shownValue } from "../scenario/differences.ts";
import { Count, Duration, ScenarioText } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { ModelScript } from "../stage/model-script.ts";

/** Calls controls of the sandbox in order: `{ razorpay: { pay: {…} } }` posts to /_sandbox/razorpay/pay. */
export const provider = stepKind({
  key: "provider",
  form: z.record(z.string(), z.record(z.string(), z.unknown())),
  async play(given, stage) {
    for (const [name, controls] of Object.entries(given))
      for (const [control, body] of Object.entries(controls)) {
        stage.transcript.add("outside", shownValue(body), `${name} ${control}`);
        await stage.sandbox(`${name}/${control}`, body ?? {});
      }
    await stage.product.comeToRest();
  },
});

/** Injects a fault at a provider of the sandbox, or at a model: `gemini` or `openai_compatible`. */
export const fault = stepKind({
  key: "fault",
  form: z.strictObject({
    provider: ScenarioText,
    match: ScenarioText.optional(),
    status: z.number().int().min(100).max(599).optional(),
    delayMs: Count.optional(),
    times: Count.min(1).default(1),
    drop: z.literal(["before", "after"]).optional(),
    body: z.unknown().optional(),
    retryAfter: z.number().optional(),
  }),
  async play(given, stage) {
    stage.transcript.add("outside", shownValue(given), "fault");
    const { status, delayMs, retryAfter, times, match, provider: vendor } = given;
    if (vendor !== "gemini" && vendor !== "openai_compatible") return void (await stage.sandbox("faults", given));
    const response = { ...(delayMs ? { delayMs } : {}), ...(retryAfter ? { retryAfter } : {}), status: status ?? 503 };
    const responses = Array.from({ length: times }, () => response);
    await stage.scriptModel({ vendor, match: match === undefined ? {} : { contains: match }, responses });
  },
});

/** Adds scripted responses to the model's stand-in. */
export const model = stepKind({
  key: "model",
  form: z.array(ModelScript).min(1),
  async play(scripts, stage) {
    for (const script of scripts) await stage.scriptModel(script);
  },
});

const Calls = z.array(z.object({ provider: z.string(), method: z.string(), path: z.string(), body: z.unknown() }));

/** Expects requests to a provider, including rejected ones. Without `times`, at least one. */
export const expectCall = stepKind({
  key: "expect_call",
  form: z.strictObject({
    provider: ScenarioText,
    method: ScenarioText.optional(),
    path: ScenarioText.optional(),
    body: z.unknown().optional(),
    times: Count.optional(),
    within: Duration.default(0),
  }),
  async play({ provider: name, method, path, body, times, within }, stage) {
    const all = async () => Calls.parse(await stage.sandbox(`requests?provider=${encodeURIComponent(name)}`));
    const countMatching = (calls: z.infer<typeof Calls>) =>
      calls.filter(
        (call) =>
          (method === undefined || call.method === method) &&
          (path === undefined || call.path.includes(path)) &&
          (body === undefined || differences(body, call.body).length === 0),
      ).length;
    const met = async () => {
      const count = countMatching(await all());
      return times === undefined ? count > 0 : count === times;
    };
    if (await stage.within(within, met)) return;
    const calls = await all();
    const lines = calls.map((call) => `${call.method} ${call.path} ${shownValue(call.body)}`);
    throw new ExpectationFailed(
      `Expected ${times ?? "at least 1"} matching calls, found ${countMatching(calls)}. ${listItems(`calls to ${name}`, lines)}`,
    );
  },
});
