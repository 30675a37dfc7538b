import { personalPage } from "../../../shared/customers/personal-documents.ts";
import { put } from "../../../shared/platform/documents.ts";
import type { HeldData } from "../../../shared/platform/personal-data.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { aWish } from "./a-wish.fixture.ts";
import { withLearned } from "./gate/with-learned.ts";
import { type Agent, replayWorld, tenantId } from "./replay/replay-world.fixture.ts";
import { type AutomationRun, automationRuns, checkOf } from "./run.ts";
import { begunRun } from "./steps/generate-step.ts";

let world: Awaited<ReturnType<typeof replayWorld>>;
afterEach(() => world.close());

const says = (text: string) => ({ reply: { messageId: "m", text, choices: [], media: [], citations: [] } });
/** The new version names other prices. */
const dear: Agent = (said, arm) => says(`It costs ${arm === "old" ? 500 : said.includes("lamp") ? 711 : 722} rupees.`);

const { personal } = automationRuns.collection;
const held = personal as HeldData<{ readonly state: AutomationRun }>;
const personOf = (conversationId: string) => ({
  tenantId,
  ids: testIds(tenantId),
  customerIds: [],
  conversationIds: [conversationId],
  addresses: [],
});

/** As the erasure of a customer does it: page after page, until a pass finds nothing. */
async function erase(conversationId: string): Promise<number> {
  const person = personOf(conversationId);
  const of = { collection: automationRuns.collection, personal: held as never };
  const { documents } = await personalPage(world.platform, person, { of, after: undefined, limit: 10 });
  for (const { id, data } of documents as readonly {
    readonly id: string;
    readonly data: { readonly state: AutomationRun };
  }[]) {
    const without = held.afterErasure?.(data, person);
    await world.platform.documents.commit(tenantId, [put(automationRuns.collection, id, without as never)]);
  }
  return documents.length;
}

it("erases what a replay quotes of a customer, and leaves the verdict and what it quotes of others", async () => {
  world = await replayWorld(dear);
  await world.conversation("1", ["What does a lamp cost?"]);
  await world.conversation("2", ["What does a fan cost?"]);
  await world.play();
  const before = (await world.run())?.checks.find(({ name }) => name === "replay");
  const quotes = (of: string) => before?.details.filter((detail) => detail.includes(of)).length ?? 0;
  expect([quotes("711"), quotes("722")]).toEqual([1, 1]);
  expect(await erase("conversation-1")).toBe(1);
  const after = (await world.run())?.checks.find(({ name }) => name === "replay");
  expect(after?.verdict).toBe(before?.verdict);
  expect(JSON.stringify(after)).not.toContain("711");
  expect(JSON.stringify(after)).toContain("722");
  expect(await erase("conversation-1")).toBe(0);
});

it("erases what an operator's correction quotes, also in the check, and exports it before", async () => {
  world = await replayWorld(dear);
  const learned = (id: string) => ({
    id: `LEARNED-${id}`,
    conversationId: `conversation-${id}`,
    says: `Is my lamp ${id} ready?`,
    expects: [{ kind: "mentions" as const, text: `lamp ${id}` }],
  });
  const begun = begunRun(aWish({ runId: "run-2", at: "2026-11-29T10:00:00.000Z" }));
  const taught = withLearned(begun, [learned("7"), learned("8")]);
  const played = taught.scenarios.map((each) => ({ ...each, outcome: "failed" as const, reply: `No ${each.says}` }));
  const details = played.map(({ id, says: said }) => `${id}: ${said}`);
  const run = { ...taught, scenarios: played, checks: [checkOf("scenarios", "failed", details)] };
  await world.platform.documents.commit(tenantId, [put(automationRuns.collection, "run-2", newOwned(run))]);
  const exported = held.exported?.(newOwned(run), personOf("conversation-7"));
  expect(exported).toEqual({
    scenarios: [{ says: "Is my lamp 7 ready?", reply: "No Is my lamp 7 ready?" }],
    details: ["LEARNED-7: Is my lamp 7 ready?"],
  });
  expect(await erase("conversation-7")).toBe(1);
  const stored = (await world.platform.documents.get(tenantId, automationRuns.collection, "run-2"))?.data.state;
  expect(JSON.stringify(stored)).not.toContain("lamp 7");
  expect(stored?.scenarios.map(({ id, outcome }) => [id, outcome])).toEqual([
    ["LEARNED-7", "failed"],
    ["LEARNED-8", "failed"],
  ]);
  expect(JSON.stringify(stored)).toContain("Is my lamp 8 ready?");
  expect(await erase("conversation-7")).toBe(0);
});
