import type { AutomationView } from "../../../functions/engines/automation/views.ts";
import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import { flow, newWord } from "../stage/flow.ts";

interface Arm {
  readonly key: string;
  readonly version: number | null;
  readonly exposed: number;
  readonly measured: number;
}
interface Experiment {
  readonly experiment_id: string;
  readonly status: string;
  readonly arms: readonly Arm[];
  readonly promotion: { readonly automation_id: string } | null;
  readonly plan: { readonly says: string };
}

const world = flow();
const arms = [
  { key: "control" },
  { key: "warm", changes: [{ path: "agent.agent_name", value: "Warm Maya" }] },
] as const;

it("deals conversations to variants, counts each once and what came of it, and promotes", async () => {
  const { product } = world;
  const { client } = await openClinic(product);
  const body = { name: "Warmer", arms, baseline: 0.6, customers_per_day: 200 };
  const call = async (line: string, sent: object = {}) => {
    const given = line.startsWith("GET") ? {} : { body: sent };
    const answer = await product.api<Experiment>(line, { client, ...given });
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  const drafted = await call("POST /v1/experiments", body);
  expect(drafted.plan.says).toMatch(/^Needs \d+ days \(\d+ customers\)\. 28 days find a change of [\d.]+ %\.$/);
  const path = `/v1/experiments/${drafted.experiment_id}`;
  const started = await call(`POST ${path}/start`);
  expect(started.status).toBe("running");
  expect(started.arms.map(({ version }) => version)).toEqual([1, 2]);

  const beside = await product.api("POST /v1/rollouts", { client, body: { version: 2 } });
  expect(beside).toMatchObject({ status: 409, body: { code: "experiment-running" } });
  const shrinking = { arm: "warm", anyway: true, rollout: { percents: [50, 5] } };
  expect((await product.api(`POST ${path}/promote`, { client, body: shrinking })).status).toBe(422);

  const word = newWord();
  const conversations = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const said = { client, session: `${word}-${index}`, message: "Hello" };
      const { conversation_id: id } = await product.chat(said);
      await product.chat({ ...said, message: "And when do you open?" });
      return id;
    }),
  );
  const shown = await Promise.all(
    conversations.map((id) => product.api<{ config: { version: number } }>(`GET /v1/conversations/${id}`, { client })),
  );
  const versions = shown.map(({ body: { config } }) => config.version);
  expect(new Set(versions)).toEqual(new Set([1, 2]));
  const looked = await call(`POST ${path}/look`);
  const count = (version: number) => versions.filter((each) => each === version).length;
  expect(looked.arms.map(({ exposed }) => exposed)).toEqual([count(1), count(2)]);

  for (const [index, id] of conversations.entries()) {
    expect((await product.api(`POST /v1/conversations/${id}/resolve`, { client, body: {} })).status).toBe(200);
    // The next session shows at once that the last one is over.
    await product.chat({ client, session: `${word}-${index}`, message: "One more thing" });
  }
  await until("the outcomes are counted", async () => {
    const { arms: found } = await call(`POST ${path}/look`);
    return found.every(({ exposed, measured }) => measured === exposed);
  });

  const refused = await product.api(`POST ${path}/promote`, { client, body: { arm: "warm" } });
  expect(refused).toMatchObject({ status: 409, body: { code: "experiment-not-shown" } });
  const asked = await call(`POST ${path}/promote`, { arm: "warm", anyway: true, reason: "We like it." });
  expect(asked).toMatchObject({
    status: "promoting",
    promotion: { arm: "warm", state: "checking", asked_by: "flows-admin" },
  });
  await until("the checks have passed", async () => (await call(`GET ${path}`)).status === "promoted");
  const run = await product.api<AutomationView>(`GET /v1/automation/${asked.promotion?.automation_id}`, { client });
  expect(run.body).toMatchObject({ experiment_id: drafted.experiment_id, prd_id: null, version: 2, base_version: 1 });
  // What customers said in the experiment was said again to both versions.
  expect(run.body.replay).toMatchObject({ state: "ended", old_version: 1, new_version: 2, left_out: 0 });
  await until("the run knows", async () => {
    const { body } = await product.api<AutomationView>(`GET /v1/automation/${asked.promotion?.automation_id}`, {
      client,
    });
    return body.status === "activated";
  });
  const alone = await product.api(`POST /v1/automation/${asked.promotion?.automation_id}/activate`, {
    client,
    body: {},
  });
  expect(alone).toMatchObject({ status: 409, body: { code: "automation-of-experiment" } });
  const { body: next } = await product.api<{ config: { version: number } }>(
    `GET /v1/conversations/${(await product.chat({ client, session: newWord(), message: "Hello" })).conversation_id}`,
    { client },
  );
  expect(next.config.version).toBe(2);
}, 240_000);

it.each([
  ["a path that cannot be changed", [{ path: "client_id", value: "x" }], 422, "experiment-path-invalid"],
  ["a value that the configuration refuses", [{ path: "agent.agent_name", value: 7 }], 422, "experiment-arm-invalid"],
  ["what is there already", [{ path: "agent.agent_name", value: "Maya" }], 422, "experiment-arm-same"],
  ["nothing", [], 422, "experiment-invalid"],
])("refuses a variant that changes %s, and says what to do", async (_, changes, status, code) => {
  const { client } = await openClinic(world.product);
  const body = { name: "Bad", arms: [{ key: "control" }, { key: "bad", changes }] };
  const answer = await world.product.api("POST /v1/experiments", { client, body });
  expect(answer).toMatchObject({ status, body: { code } });
  expect(String(answer.body.detail).length).toBeGreaterThan(30);
});
