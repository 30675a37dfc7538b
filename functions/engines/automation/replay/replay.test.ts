import { ownerOfDocuments } from "../../../../shared/contracts/sandbox-owner.ts";
import { remove } from "../../../../shared/platform/documents.ts";
import { replaySandbox } from "./begin-step.ts";
import { replayedConversations, replayedId } from "./replay.ts";
import { type Agent, replayWorld, tenantId } from "./replay-world.fixture.ts";

type World = Awaited<ReturnType<typeof replayWorld>>;
let world: World;
afterEach(() => world.close());

const says = (text: string) => ({ reply: { messageId: "m", text, choices: [], media: [], citations: [] } });
const polite: Agent = (said, arm, message) => says(`${arm === "old" ? "Sure." : "Of course."} ${message}: ${said}`);
const checkOf = async () => (await world.run())?.checks.find(({ name }) => name === "replay");

it("says what customers said to both versions, and finds answers in other words the same", async () => {
  world = await replayWorld(polite);
  await world.conversation("1", ["Do you have tea?", "My name is Asha Rao, call 9812345678"]);
  await world.conversation("2", ["When do you open?"]);
  await world.play();
  expect(await checkOf()).toMatchObject({
    verdict: "passed",
    details: ["2 conversations replayed: 2 same, 0 better, 0 worse, 0 to look at."],
  });
  expect(await world.run()).toMatchObject({ status: "ready", replay: { awaited: false } });
  const first = await world.replayed(0);
  expect(first).toMatchObject({ conversationId: "conversation-1", verdict: "same" });
  expect(first?.says).toEqual(["Do you have tea?", "My name is [name], call [number]"]);
  expect(first?.old.answers.map(({ text }) => text)).toEqual([
    "Sure. 0: Do you have tea?",
    "Sure. 1: My name is [name], call [number]",
  ]);
});

it("quotes the client's documents in both sandboxes, and reads them as nobody else's", async () => {
  world = await replayWorld(polite);
  await world.conversation("1", ["Do you have tea?"]);
  await world.play();
  const { documents } = world.platform;
  for (const arm of ["old", "new"] as const)
    expect(await ownerOfDocuments(documents, replaySandbox("run-1", arm))).toBe(tenantId);
  const stranger = replaySandbox("run-2", "old");
  expect(await ownerOfDocuments(documents, stranger)).toBe(stranger);
});

it("resumes after a death at any line, and says each message once", async () => {
  world = await replayWorld(polite, { deathRate: 0.25 });
  for (let id = 1; id <= 20; id += 1) await world.conversation(String(id), ["Hello", "And tea?", "Thanks"]);
  const { deaths } = await world.play();
  expect(deaths).toBeGreaterThan(40);
  const said = Array.from({ length: 20 }, (_, at) => [0, 1, 2].map((message) => `replayed-run-1-${at}-${message}`));
  for (const arm of ["old", "new"] as const)
    expect((await world.heard(arm)).toSorted()).toEqual(said.flat().toSorted());
  expect(await checkOf()).toMatchObject({ verdict: "passed", details: [expect.stringContaining("20 same")] });
});

it("keeps nobody from activating for one worse answer, and does for several", async () => {
  const broken: Agent = (said, arm) => (arm === "new" && said.includes("refund") ? {} : says("Yes."));
  world = await replayWorld(broken);
  await world.conversation("1", ["I want a refund"]);
  for (const id of ["2", "3", "4"]) await world.conversation(id, ["Hello"]);
  await world.play();
  expect(await checkOf()).toMatchObject({
    verdict: "not-enough",
    details: [expect.stringContaining("1 worse"), "conversation 1, message 1, answer, worse: an answer → no answer"],
  });
  expect((await world.run())?.status).toBe("ready");
  await world.close();
  world = await replayWorld(broken);
  for (const id of ["1", "2", "3"]) await world.conversation(id, ["I want a refund"]);
  await world.play();
  expect(await checkOf()).toMatchObject({ verdict: "failed" });
  expect((await world.run())?.status).toBe("blocked");
});

it("asks a version no further once it has handed over, and shows what the other answers", async () => {
  world = await replayWorld((_said, arm, message) =>
    arm === "new" && message === 0 ? { escalationReason: "complaint", status: "escalated" } : says("Yes."),
  );
  await world.conversation("1", ["This is bad", "And now?"]);
  await world.play();
  const played = await world.replayed(0);
  expect([played?.old.answers.length, played?.new.answers.length]).toEqual([2, 1]);
  expect(played).toMatchObject({ verdict: "look", turns: [{ differences: [{ kind: "handoff", new: "complaint" }] }] });
});

it("leaves out who refused that their data is kept, and messages without words", async () => {
  world = await replayWorld(polite);
  await world.conversation("1", ["Not me"], { consent: false });
  await world.conversation("2", [""]);
  await world.conversation("3", ["Gladly", "", "Not this any more"], { consent: true });
  await world.play();
  expect((await world.replay())?.standings).toEqual(["same"]);
  expect((await world.replayed(0))?.says).toEqual(["Gladly"]);
});

it("stops when the answers have cost what they may", async () => {
  const usage = { model: "gemini-3.8-flash", served: "", inputTokens: 100_000, outputTokens: 1_000 };
  world = await replayWorld(() => ({ ...says("Yes."), usage: { ...usage, modelCalls: 1, modelMs: 1 } }), {
    wish: { conversations: 20, maxUsd: "0.3" },
  });
  for (let id = 1; id <= 20; id += 1) await world.conversation(String(id), ["Hello", "And now?"]);
  await world.play();
  const replay = await world.replay();
  expect(replay).toMatchObject({ stopped: "money" });
  expect(replay?.spentNanoUsd).toBeGreaterThanOrEqual(300_000_000);
  // What eight versions were being asked at that moment is still paid for.
  expect(replay?.spentNanoUsd).toBeLessThan(300_000_000 + 8 * 80_000_000);
  const { details = [] } = (await checkOf()) ?? {};
  expect(details[1]).toMatch(/^\d+ were left out: the replay may not cost more\.$/);
});

it.each<[string, Parameters<typeof replayWorld>[1], string]>([
  ["no conversations yet", {}, "There are no conversations yet that may be replayed."],
  ["no version before", { baseVersion: null }, "No configuration was active before: there is nothing to compare with."],
  ["no wish for it", { wish: { conversations: 0, maxUsd: "1" } }, "No conversations were to be replayed."],
])("says so and blocks nothing with %s", async (_, how, why) => {
  world = await replayWorld(polite, how);
  await world.play();
  expect(await checkOf()).toEqual({ name: "replay", verdict: "not-enough", details: [why] });
  expect((await world.run())?.status).toBe("ready");
});

it("goes on without a customer who is erased meanwhile, and without a version that never answers", async () => {
  world = await replayWorld((said, arm) => (arm === "new" && said === "Never" ? undefined : says("Yes.")));
  await world.conversation("1", ["Erase me", "Please"]);
  await world.conversation("2", ["Never"]);
  await world.play(1_000);
  await world.platform.documents.commit(tenantId, [remove(replayedConversations, replayedId("run-1", 0))]);
  await world.processes.drain();
  expect((await world.replay())?.standings).toEqual(["gone", "worse"]);
  expect((await world.run())?.status).toBe("ready");
});
