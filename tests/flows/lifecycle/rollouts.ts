import type { RolloutView } from "../../../functions/engines/rollouts/views.ts";
import { until } from "../../contracts/open-platform.ts";
import { type Clinic, clinicYaml, openClinic } from "../stage/clinic.ts";
import { type Flow, newWord } from "../stage/flow.ts";

/** A version for a share of the customers, from the API and the command line, on any platform. */
export function rolloutFlows(world: Flow): void {
  let clinic: Clinic;

  beforeEach(async () => {
    clinic = await openClinic(world.product, { agentName: "Maya" });
    await push("Leo");
  });

  const push = (agentName: string) =>
    world.product.api(`PUT /v1/configs/${clinic.client}/main`, {
      client: clinic.client,
      body: { yaml: clinicYaml(clinic, { agentName }) },
    });
  const rollouts = (line: string, body?: unknown) => {
    const [method = "", action = ""] = line.split(" ");
    const path = `${method} /v1/rollouts${action}`;
    return world.product.api<RolloutView & { code: string }>(path, { client: clinic.client, body });
  };
  const rollout = async (id: string) => (await rollouts(`GET /${id}`)).body;

  async function begun(wish: object = {}): Promise<string> {
    const started = await rollouts("POST", { version: 2, percents: [50, 100], min_minutes: 0.05, ...wish });
    expect(started).toMatchObject({ status: 202 });
    const id = started.body.rollout_id;
    await until("the rollout runs", async () => (await rollout(id)).status === "running");
    return id;
  }

  /** The agent's name in the model's prompt for this session. */
  async function agentOf(session: string): Promise<string | undefined> {
    const word = newWord();
    await world.product.chat({ client: clinic.client, session, message: `Hello ${word}` });
    const [call] = await world.outside.asked(word);
    return /You are (\w+),/.exec(JSON.stringify(call?.body))?.[1];
  }

  /** The version that a conversation of this session has. Its agent may hand it over without asking the model. */
  async function versionOf(session: string): Promise<number> {
    const { client } = clinic;
    const { conversation_id: id } = await world.product.chat({ client, session, message: "Hello" });
    const line = `GET /v1/conversations/${id}`;
    return (await world.product.api<{ config: { version: number } }>(line, { client })).body.config.version;
  }

  const sessions = (count: number) => Array.from({ length: count }, newWord);

  it("gives half of the new conversations the version, and each keeps its own", async () => {
    const before = newWord();
    expect(await agentOf(before)).toBe("Maya");
    const id = await begun();
    const all = sessions(16);
    const agents = await Promise.all(all.map(agentOf));
    expect(new Set(agents)).toEqual(new Set(["Maya", "Leo"]));
    expect(await agentOf(before)).toBe("Maya");
    expect(await Promise.all(all.map(agentOf))).toEqual(agents);

    const leos = agents.filter((agent) => agent === "Leo").length;
    await until("every conversation is counted", async () => {
      const [stage] = (await rollout(id)).stages;
      return (stage?.candidate.conversations ?? 0) + (stage?.current.conversations ?? 0) === 16;
    });
    const [stage] = (await rollout(id)).stages;
    expect(stage?.candidate).toMatchObject({ conversations: leos });
    expect(stage?.candidate.cost_usd).toBeGreaterThan(0);
  });

  it("is taken back from the command line while turns run, and no turn is lost", async () => {
    await begun({ percents: [99, 100] });
    const running = sessions(8);
    const before = await Promise.all(running.map(agentOf));
    const traffic = running.map(async (session) => [await agentOf(session), await agentOf(session)]);
    const caller = ["-c", clinic.client, "--token", await world.product.token(clinic.client, "admin")];
    const rollback = world.product.cli("rollout", "rollback", ...caller, "--reason", "it promises refunds");
    expect([await rollback.exited, rollback.output()]).toEqual([0, expect.stringContaining("it promises refunds")]);
    // Longer than any cache of the pointer: shared/config/routes.ts, `staleAfterMs`.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(new Set(await Promise.all(sessions(8).map(agentOf)))).toEqual(new Set(["Maya"]));
    // Running conversations keep their version, and each of their turns is answered.
    expect(before).toContain("Leo");
    expect(await Promise.all(traffic)).toEqual(before.map((agent) => [agent, agent]));
    const status = world.product.cli("rollout", "status", ...caller);
    expect([await status.exited, status.output()]).toEqual([0, expect.stringContaining("rolled-back")]);
  });

  it("is taken back by itself while customers write, and no turn is lost", async () => {
    const yaml = clinicYaml(clinic, { agentName: "Zoe" }).replace("sentiment_score < 0.3", "sentiment_score < 0.9");
    await world.product.api(`PUT /v1/configs/${clinic.client}/main`, { client: clinic.client, body: { yaml } });
    const id = await begun({ version: 3, min_minutes: 600 });
    await until("the version is taken back", async () => {
      // Each throws where a turn is not answered.
      await Promise.all(sessions(8).map(versionOf));
      return (await rollout(id)).status === "rolled-back";
    });
    expect((await rollout(id)).ended).toMatchObject({
      by: "rollout",
      reason: expect.stringContaining("More conversations handed to people"),
    });
    await until("nobody gets the version", async () => {
      const versions = await Promise.all(sessions(8).map(versionOf));
      return versions.every((version) => version === 1);
    });
  });

  it("goes on to everybody when somebody says so, and back again", async () => {
    const id = await begun({ percents: [1, 100], min_minutes: 600 });
    expect(await rollouts(`POST /${id}/advance`)).toMatchObject({ status: 200, body: { status: "completed" } });
    expect(await agentOf(newWord())).toBe("Leo");
    expect(await rollouts(`POST /${id}/advance`)).toMatchObject({ status: 409, body: { code: "rollout-over" } });
    expect(await rollouts(`POST /${id}/rollback`, {})).toMatchObject({ status: 200, body: { status: "rolled-back" } });
    expect(await agentOf(newWord())).toBe("Maya");
  });

  it("is refused for a version that is missing or active, for a second rollout, and for shares that do not grow", async () => {
    expect(await rollouts("POST", { version: 9 })).toMatchObject({ status: 404, body: { code: "config-not-found" } });
    expect(await rollouts("POST", { version: 1 })).toMatchObject({ status: 409, body: { code: "version-active" } });
    expect(await rollouts("POST", { version: 2, percents: [50, 25, 100] })).toMatchObject({
      status: 422,
      body: { code: "body-invalid", errors: [{ pointer: "/percents" }] },
    });
    await begun();
    await push("Zoe");
    expect(await rollouts("POST", { version: 3 })).toMatchObject({ status: 409, body: { code: "rollout-running" } });
  });
}
