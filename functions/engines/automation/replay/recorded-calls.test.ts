import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { sandboxTenantOf } from "../../../../shared/runtime/sandbox/sandbox-tenant.ts";
import { dependencies, emptyMaterial, toolCall } from "../../../../shared/tools/fixtures.ts";
import { createTools } from "../../../../shared/tools/index.ts";
import type { Turn } from "../../conversation/turn-record.ts";
import { replaySandbox } from "./begin-step.ts";
import { recordedCallsIn } from "./recorded-calls.ts";
import { replayArms, replayedId } from "./replay.ts";
import { replayWorld } from "./replay-world.fixture.ts";

type World = Awaited<ReturnType<typeof replayWorld>>;
let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const asked: string[] = [];
/** A tool that needs a secret, which no sandbox has. */
const entry = {
  name: "order_status",
  type: "api",
  config: { endpoint: "https://shop.example/orders", auth_type: "bearer", required_fields: ["order"] },
};

function call(args: Record<string, unknown>, more: Partial<Turn["toolCalls"][number]> = {}): Turn["toolCalls"][number] {
  const done = { result: { status: 200, data: { state: "packed", total: 549 } }, status: "completed" as const };
  return { id: "c", name: entry.name, arguments: args, ...done, error: null, durationMs: 1, ...more };
}

async function toolOf({ platform }: World, tenantId: ReturnType<typeof replaySandbox>) {
  const fetched: typeof fetch = async (input) => {
    asked.push(String(input));
    throw new Error("Nothing outside is to be called.");
  };
  const { documents } = platform;
  const ports = dependencies({
    platform: { documents } as never,
    fetch: fetched,
    secret: async () => Promise.reject(new TerminalError("secret-missing", "A sandbox has no secrets.")),
  });
  const config = { timeout_ms: 5_000, side_effects: undefined, api_key_header: "x-api-key", bind: {}, parameters: {} };
  const tools = createTools([{ ...entry, config: { ...config, method: "POST", scopes: [], ...entry.config } }], ports, {
    ...emptyMaterial,
    tenantId,
  });
  const { tools: available, unavailable } = await tools.current();
  expect(unavailable).toEqual([]);
  const [tool] = available;
  if (tool === undefined) throw new Error("The tool is absent.");
  return (session: string, args: Record<string, unknown>) =>
    tool.execute(args, toolCall({ tenantId, customer: { id: "c", address: session, name: null } }));
}

it("answers a call in both sandboxes as it was answered in the conversation, without a secret and without an effect", async () => {
  world = await replayWorld(() => undefined);
  await world.conversation("1", ["Where is my order A-7712?"], {
    toolCalls: [
      call({ order: "A-7712" }),
      call({ order: "gone" }, { status: "failed", result: null, error: "Refused." }),
    ],
  });
  await world.play(1_000);
  const session = replayedId("run-1", 0);
  for (const arm of replayArms) {
    const execute = await toolOf(world, replaySandbox("run-1", arm));
    for (const order of ["A-7712", "[code]"])
      expect(await execute(session, { order })).toMatchObject({
        content: { status: 200, data: { state: "packed", total: 549 } },
        sources: [{ id: "tool:order_status", text: expect.stringContaining("549") }],
      });
    await expect(execute(session, { order: "gone" })).rejects.toMatchObject({ message: "Refused." });
    expect(await execute(session, { order: "A-7713" })).toEqual({
      content: { error: expect.stringContaining("no such call was made"), not_replayable: true },
    });
  }
  expect(asked).toEqual([]);
});

it("answers nothing from a conversation of another client's sandbox, or outside of a replay", async () => {
  world = await replayWorld(() => undefined);
  await world.conversation("1", ["Where is my order?"], { toolCalls: [call({ order: "A-7712" })] });
  await world.play(1_000);
  const stranger = await toolOf(world, sandboxTenantOf("stranger"));
  await expect(stranger(replayedId("run-1", 0), { order: "A-7712" })).rejects.toMatchObject({ code: "secret-missing" });
  const testChat = await toolOf(world, replaySandbox("run-1", "new"));
  await expect(testChat("somebody who tries it", { order: "A-7712" })).rejects.toMatchObject({
    code: "secret-missing",
  });
});

it("tells a call that no conversation answers, in place of leaving it out", async () => {
  const toolCalls = [call({ order: "A-9" }, { result: { error: "Not called.", not_replayable: true } })];
  const reply = { messageId: "m", text: "I do not know.", choices: [], media: [], citations: [] };
  world = await replayWorld(() => ({ reply, toolCalls }));
  await world.conversation("1", ["Where is it?"]);
  await world.play();
  expect(await world.replayed(0)).toMatchObject({
    verdict: "look",
    turns: [{ differences: [{ kind: "not-replayable", old: "order_status", new: "order_status" }] }],
  });
});

it("keeps what names the customer out of the record, and prices and dates in it", () => {
  const result = {
    to: "Asha Rao, asha@shop.example, 9812345678",
    text: "₹549 on 2026-11-30 09:00 or 2026-12-01T10:00",
    phone: 9_812_345_678,
    total: 549,
  };
  const [kept] = recordedCallsIn(
    [{ toolCalls: [call({ name: "Asha Rao", order: "5521" }, { result })] }],
    ["Asha Rao"],
  );
  expect(JSON.parse(kept?.result ?? "")).toEqual({
    to: "[name], [mail], [number]",
    text: "₹549 on 2026-11-30 09:00 or 2026-12-01T10:00",
    phone: "[number]",
    total: 549,
  });
  expect([kept?.arguments, kept?.masked].map((each) => JSON.parse(each ?? ""))).toEqual([
    { name: "[name]", order: "5521" },
    { name: "[name]", order: "[number]" },
  ]);
});

it("leaves out what is too long, and what is too much", () => {
  const long = call({ order: "x" }, { result: "x".repeat(20_000) });
  const many = Array.from({ length: 12 }, (_, order) => call({ order }));
  expect(recordedCallsIn([{ toolCalls: [long, ...many] }], [])).toHaveLength(10);
});
