import { clientNames } from "../../../shared/contracts/accounts/account-names.ts";
import { CursorInvalid, put } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { openTestPlatform } from "../../../shared/runtime/runner-fixture.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { tasksOfAllClients } from "./agency-tasks.ts";
import { type ResearchTask, researchTasks } from "./task.ts";

const [one, two, unlisted] = ["one", "two", "unlisted"].map((id) => TenantId.parse(id));
const at = "2026-11-28T10:00:00.000Z";
const dueIn = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

function task(id: string, minutes: number, status: ResearchTask["status"] = "open"): ResearchTask {
  return {
    id,
    runId: "r",
    business: "Lamps",
    playbook: "retail",
    key: id,
    question: "?",
    why: "",
    evidence: [],
    status,
    assignee: null,
    claimedUntil: null,
    claims: 0,
    answer: null,
    files: [],
    review: null,
    waived: null,
    reminded: null,
    requestedAt: at,
    dueAt: dueIn(minutes),
  };
}

/** Thirteen tasks of one client are due at the same moment as two of another, which is more than are read at once. */
async function openAgency() {
  const { platform, close } = openTestPlatform(() => new Date(at));
  const { documents } = platform;
  for (const id of [one, two]) await documents.commit(agencyId, [put(clientNames, id ?? "", { name: `Client ${id}` })]);
  const write = (tenantId: TenantId | undefined, tasks: readonly ResearchTask[]) =>
    documents.commit(
      TenantId.parse(tenantId),
      tasks.map((each) => put(researchTasks.collection, each.id, newOwned(each))),
    );
  const many = Array.from({ length: 13 }, (_, index) => task(`a${String(index).padStart(2, "0")}`, 60));
  await write(one, [...many, task("soon", 5), task("done", 1, "reviewed")]);
  await write(two, [task("b1", 60), task("b2", 60), task("late", 90)]);
  await write(unlisted, [task("x", 1)]);
  return { documents, close };
}

it("merges the clients' tasks by when they are due, and every page goes on where the last one ended", async () => {
  const { documents, close } = await openAgency();
  const where = [["state.status", "==", "open"]] as const;
  const whole = await tasksOfAllClients(documents, { where, limit: 50 });
  const names = whole.items.map(({ clientId, task }) => `${clientId} ${task.id}`);
  expect(names.length).toBe(17);
  expect([names.at(0), names.at(1), names.at(14), names.at(-1)]).toEqual(["one soon", "one a00", "two b1", "two late"]);
  expect(whole.nextCursor).toBeUndefined();
  for (const limit of [1, 4, 17]) {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await tasksOfAllClients(documents, { where, limit, cursor });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items.map(({ clientId, task }) => `${clientId} ${task.id}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found).toEqual(names);
  }
  await close();
});

it("refuses a cursor that no page returned", async () => {
  const { documents, close } = await openAgency();
  for (const cursor of ["x", "WzFd", Buffer.from('["a","b"]').toString("base64url")])
    await expect(tasksOfAllClients(documents, { where: [], limit: 5, cursor })).rejects.toThrow(CursorInvalid);
  await close();
});
