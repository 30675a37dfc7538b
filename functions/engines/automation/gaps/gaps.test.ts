import { gitHubIssueReported } from "../../../../shared/events/lifecycle/automation-github.ts";
import { remove } from "../../../../shared/platform/documents.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { readIssuesEvent } from "../../../endpoints/webhooks/github/event.ts";
import { gapInText, labelOf } from "../github/gap-issues.ts";
import { automationGaps } from "./gap.ts";
import { gapWorld } from "./gap-world.fixture.ts";

type World = Awaited<ReturnType<typeof gapWorld>>;
let world: World;
afterEach(() => world.close());

const calm = { seed: 7, deathRate: 0 };

/** Does what a person does at GitHub, and returns the event that its webhook becomes. */
async function heard(act: object, id: string) {
  const { payload } = await world.control<{ payload: unknown }>("act", act);
  const report = readIssuesEvent(payload);
  const gapId = gapInText(report?.found.body);
  if (!report || gapId === undefined) throw new Error("The webhook tells nothing of a gap.");
  const data = { gapId, formerId: report.found.id, issue: report.issue };
  const at = new Date(world.clock.nowMs);
  return envelopeOf(gitHubIssueReported, { id, tenantId: platformScope, key: gapId, at, data });
}

it("opens exactly one issue a gap for 200 generations, processes that die, and limits", async () => {
  // Without the lease this seed opens two issues too many, and without looking first six.
  world = await gapWorld({ seed: 2, deathRate: 0.1 });
  await world.control("settings", { creationsPerMinute: 30, retryAfterSeconds: 20 });
  const names = Array.from({ length: 40 }, (_, at) => `tool_${String.fromCharCode(97 + (at % 26))}${at}`);
  const wanting = (client: number) => names.filter((_, at) => (client + at) % 8 === 0);
  for (let client = 0; client < 200; client += 1) await world.generated(`client-${client}`, wanting(client));
  const { deaths } = await world.processes.drain();
  expect(deaths).toBeGreaterThan(100);
  const issues = await world.issues();
  expect(issues.map(({ issue }) => issue.title).toSorted()).toEqual(
    names.map((name) => `Missing tool: ${name.replace("_", " ")}`).toSorted(),
  );
  expect(JSON.stringify(issues)).not.toMatch(/client-?\d|prd-of|run-of/);
  const demand = 200 / 8;
  for (const name of names) {
    const gap = await world.gap(name);
    expect(gap).toMatchObject({ shownDemand: demand, syncingSince: null, failure: null });
    const issue = issues.find(({ issue: each }) => each.number === gap?.issue?.number)?.issue;
    expect(issue?.body).toContain(`Needed by ${demand} clients.`);
  }
});

it("finds an issue that was opened before a crash, though the search lags", async () => {
  world = await gapWorld(calm);
  await world.generated("shop", ["order_status"]);
  await fetch(`${world.account.baseUrl.replace("/github", "")}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ provider: "github", match: "/issues", drop: "after", times: 1 }),
  });
  await world.processes.drain();
  expect(await world.issues()).toHaveLength(1);
  expect((await world.gap("order_status"))?.issue).toMatchObject({ number: 1, state: "open" });
});

it("adopts an issue with the marker whose label somebody removed", async () => {
  world = await gapWorld(calm);
  await world.generated("shop", ["order_status"]);
  await world.processes.drain();
  const gap = await world.gap("order_status");
  if (!gap?.issue) throw new Error("There is no issue.");
  const labels = (await world.issues())[0]?.issue.labels as readonly { readonly name: string }[];
  expect(labels.map(({ name }) => name)).toEqual(["missing-tool", labelOf(gap.id)]);
  await world.control("act", { ...gap.issue, action: "edit", labels: [] });
  await world.platform.documents.commit(platformScope, [remove(automationGaps.collection, gap.id)]);
  await world.generated("hotel", ["order_status"]);
  await world.processes.drain();
  expect(await world.issues()).toHaveLength(1);
  expect((await world.gap("order_status"))?.issue?.number).toBe(gap.issue.number);
});

describe("follows the issue", () => {
  beforeEach(async () => {
    world = await gapWorld(calm);
    await world.generated("shop", ["order_status"]);
    await world.processes.drain();
  });
  const at = { repository: "agency/agent-platform", number: 1 };
  const standing = async () => {
    const issue = (await world.gap("order_status"))?.issue;
    return [issue?.state, issue?.reason];
  };

  it("offers the runs a new generation once it is closed as completed, though the webhook comes twice", async () => {
    world.clock.nowMs += 60_000;
    const closed = await heard({ ...at, action: "close" }, "one");
    world.processes.publish([closed, closed, { ...closed, id: "redelivered by hand" }]);
    await world.processes.drain();
    expect(await standing()).toEqual(["closed", "completed"]);
    expect((await world.run("shop"))?.finishedGaps).toMatchObject([
      { gapId: (await world.gap("order_status"))?.id, url: "https://github.com/agency/agent-platform/issues/1" },
    ]);
  });

  it("offers nothing for an issue that is closed as not planned", async () => {
    world.clock.nowMs += 60_000;
    world.processes.publish([await heard({ ...at, action: "close", reason: "not_planned" }, "one")]);
    await world.processes.drain();
    expect(await standing()).toEqual(["closed", "not_planned"]);
    expect((await world.run("shop"))?.finishedGaps).toEqual([]);
  });

  it("keeps the newer state when an older one arrives after it", async () => {
    world.clock.nowMs += 60_000;
    const closed = await heard({ ...at, action: "close" }, "one");
    world.clock.nowMs += 60_000;
    const reopened = await heard({ ...at, action: "reopen" }, "two");
    world.processes.publish([reopened]);
    await world.processes.drain();
    world.processes.publish([closed]);
    await world.processes.drain();
    expect(await standing()).toEqual(["open", null]);
  });

  it("asks GitHub when two changes have the same second", async () => {
    world.clock.nowMs += 60_000;
    const closed = await heard({ ...at, action: "close" }, "one");
    const reopened = await heard({ ...at, action: "reopen" }, "two");
    world.processes.publish([reopened]);
    await world.processes.drain();
    world.processes.publish([closed]);
    await world.processes.drain();
    expect(await standing()).toEqual(["open", null]);
  });

  it("opens another issue for the next run after the issue was deleted", async () => {
    world.processes.publish([await heard({ ...at, action: "delete" }, "one")]);
    await world.processes.drain();
    expect(await standing()).toEqual(["deleted", null]);
    await world.generated("hotel", ["order_status"]);
    await world.processes.drain();
    expect((await world.gap("order_status"))?.issue).toMatchObject({ number: 2, state: "open" });
    expect(await world.issues()).toHaveLength(1);
  });

  it("follows an issue to another repository", async () => {
    world.clock.nowMs += 60_000;
    world.processes.publish([await heard({ ...at, action: "transfer", to: "agency/tools" }, "one")]);
    await world.processes.drain();
    expect((await world.gap("order_status"))?.issue).toMatchObject({ repository: "agency/tools", number: 1 });
  });

  it("ignores an issue into which somebody copied the marker", async () => {
    const [ours] = await world.issues();
    await fetch(`${world.account.baseUrl}/repos/agency/agent-platform/issues`, {
      method: "POST",
      headers: { authorization: "Bearer github_pat_sandbox", "content-type": "application/json" },
      body: JSON.stringify({ title: "Mine", body: ours?.issue.body }),
    });
    world.clock.nowMs += 60_000;
    world.processes.publish([await heard({ ...at, number: 2, action: "close" }, "one")]);
    await world.processes.drain();
    expect(await standing()).toEqual(["open", null]);
  });
});

it.each([
  ["an installation that is suspended", { suspended: true }, { suspended: false }, "github-forbidden", /suspended/],
  ["an app that may only read", { writable: false }, { writable: true }, "github-forbidden", /Issues, Contents/],
])("says what is wrong with %s, and opens the issue once it is mended", async (_, broken, mended, code, message) => {
  world = await gapWorld(calm);
  await world.control("settings", broken);
  await world.generated("shop", ["order_status"]);
  await world.processes.drain(60_000);
  expect((await world.gap("order_status"))?.failure).toMatchObject({ code, message: expect.stringMatching(message) });
  await world.control("settings", mended);
  await world.processes.drain();
  expect(await world.gap("order_status")).toMatchObject({ failure: null, issue: { number: 1 } });
});

it("waits for the end of the hourly limit, and gets a new token for one that was revoked", async () => {
  world = await gapWorld(calm);
  await world.control("settings", { limited: true });
  await world.generated("shop", ["order_status"]);
  await world.processes.drain(30_000);
  expect(await world.issues()).toEqual([]);
  await world.control("settings", { limited: false, revoke: true });
  await world.processes.drain();
  expect(await world.issues()).toHaveLength(1);
});

it("keeps a gap without an issue for an agency without a GitHub App", async () => {
  world = await gapWorld(calm);
  world.settings.account = null;
  await world.generated("shop", ["order_status"]);
  await world.processes.drain();
  expect(await world.gap("order_status")).toMatchObject({ issue: null, failure: null, syncingSince: null });
});
