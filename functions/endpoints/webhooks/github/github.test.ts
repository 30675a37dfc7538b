import { createRequire } from "node:module";
import { githubWebhook, issuesEvent, pullRequestEvent } from "../../../../emulators/sandbox/github/events.ts";
import { addThing, repositories } from "../../../../emulators/sandbox/github/repository.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { isRecord } from "../../../../shared/schema/records.ts";
import { automationGaps } from "../../../engines/automation/gaps/gap.ts";
import { namedGap } from "../../../engines/automation/gaps/gap-state.ts";
import { markerOf } from "../../../engines/automation/github/gap-issues.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const require = createRequire(import.meta.url);
/** Payloads that GitHub sent, by the name of the event. */
const examples = require("@octokit/webhooks-examples") as readonly {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}[];

const secret = "the app's webhook secret";
let webhooks: ServedWebhooks;
beforeAll(async () => {
  webhooks = await serveWebhooks({ tenants: {}, secrets: { _platform: { GITHUB_WEBHOOK_SECRET: secret } } });
});
beforeEach(() => void webhooks.published.splice(0));
afterAll(() => webhooks.close());

const all = repositories();
const repository = all.of("agency/agent-platform");
const body = `It is missing.\n\n${markerOf("gap-1")}`;
const now = new Date("2030-01-07T09:00:00Z");
const thing = addThing(repository, { id: 77, title: "Missing tool", body, labels: [], pull: null, now });

async function post(event: string, payload: unknown, how: { signedWith?: string; delivery?: string } = {}) {
  const url = `${webhooks.url}/webhooks/github`;
  const webhook = githubWebhook({ url, secret: how.signedWith ?? secret, event }, payload, how.delivery);
  return (await fetch(url, { method: "POST", headers: webhook.headers, body: String(webhook.body) })).status;
}

it("publishes what happened to the issue of a gap", async () => {
  thing.state = "closed";
  thing.stateReason = "completed";
  expect(await post("issues", issuesEvent("closed", repository, thing))).toBe(200);
  expect(webhooks.published).toEqual([
    expect.objectContaining({
      type: "github-issue-reported",
      tenantId: "_platform",
      key: "gap-1",
      data: {
        gapId: "gap-1",
        formerId: 77,
        issue: {
          repository: "agency/agent-platform",
          number: 1,
          id: 77,
          state: "closed",
          reason: "completed",
          url: "https://github.com/agency/agent-platform/issues/1",
          updatedAt: "2030-01-07T09:00:00Z",
        },
      },
    }),
  ]);
});

it("gives a delivery one event id, even if it comes twice", async () => {
  const closed = issuesEvent("closed", repository, thing);
  await post("issues", closed, { delivery: "the same" });
  await post("issues", closed, { delivery: "the same" });
  await post("issues", closed, { delivery: "another" });
  expect(new Set(webhooks.published.map(({ id }) => id)).size).toBe(2);
});

it("finds the gap of a recorded issue whose text has lost the marker", async () => {
  const naming = {
    gapId: "gap-2",
    kind: "tool" as const,
    name: "order_status",
    tenantId: "shop",
    requirementsId: "prd",
  };
  const at = now.toISOString();
  const issue = { repository: repository.name, number: 2, id: 78, url: "https://github.com", state: "open" as const };
  const gap = {
    ...namedGap(undefined, { ...naming, runId: "run", at }),
    issue: { ...issue, reason: null, updatedAt: at },
  };
  await webhooks.platform.documents.commit(platformScope, [put(automationGaps.collection, "gap-2", newOwned(gap))]);
  const edited = addThing(repository, { id: 78, title: "Edited", body: "Mine now", labels: [], pull: null, now });
  await post("issues", issuesEvent("deleted", repository, edited));
  expect(webhooks.published).toMatchObject([{ key: "gap-2", data: { issue: { id: 78, state: "deleted" } } }]);
});

it("refuses what the app's secret did not sign", async () => {
  const closed = issuesEvent("closed", repository, thing);
  expect(await post("issues", closed, { signedWith: "another secret" })).toBe(403);
  const headers = { "content-type": "application/json", "x-github-event": "issues" };
  const unsigned = { method: "POST", headers, body: JSON.stringify(closed) };
  expect((await fetch(`${webhooks.url}/webhooks/github`, unsigned)).status).toBe(403);
  const cut = { ...unsigned, headers: { ...headers, "x-hub-signature-256": "sha256=" } };
  expect((await fetch(`${webhooks.url}/webhooks/github`, cut)).status).toBe(403);
  expect(webhooks.published).toEqual([]);
});

it("accepts every example payload of GitHub, and none of them concerns a gap", async () => {
  const payloads = examples.flatMap(({ name, examples: each }) => each.map((payload) => ({ name, payload })));
  expect(payloads).toHaveLength(329);
  const statuses = new Map<number, number>();
  for (const { name, payload } of payloads) {
    const status = await post(name, payload);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect([...statuses]).toEqual([[200, 329]]);
  expect(webhooks.published).toEqual([]);
});

it.each(["reopened", "deleted", "transferred", "opened"])(
  "reads GitHub's own example of an issue that was %s",
  async (action) => {
    const payload = examplesOf("issues").find((each) => each.action === action);
    const issue = isRecord(payload?.issue) ? { ...payload.issue, body } : undefined;
    expect(await post("issues", { ...payload, issue })).toBe(200);
    expect(webhooks.published).toMatchObject([{ key: "gap-1", data: { formerId: Object(payload?.issue).id } }]);
  },
);

describe("the sandbox's webhooks have what GitHub's have", () => {
  const pull = { head: "automation/x", base: "main", merged: false, mergeCommit: null };
  const request = addThing(repository, { id: 79, title: "A change", body: null, labels: [], pull, now });

  /** Counts, people and links that nothing here follows. */
  const left =
    /_url$|^_links$|count|^(comments|review_comments|commits|additions|deletions|changed_files|rebaseable|mergeable_state|maintainer_can_modify|auto_merge|assignees?|milestone|requested_(reviewers|teams)|author_association|active_lock_reason)$/;

  it.each([
    ["issues", issuesEvent("reopened", repository, thing), "issue"],
    ["pull_request", pullRequestEvent("reopened", repository, request), "pull_request"],
  ])("in %s", (name, ours, part) => {
    const theirs = examplesOf(name).find(({ action }) => action === "reopened");
    const needed = Object.keys(Object(theirs?.[part])).filter((key) => !left.test(key));
    expect(needed.length).toBeGreaterThan(15);
    expect(needed.filter((key) => !Object.hasOwn(Object(ours[part]), key))).toEqual([]);
  });
});

function examplesOf(name: string): readonly Record<string, unknown>[] {
  return examples.filter((each) => each.name === name).flatMap((each) => each.examples);
}
