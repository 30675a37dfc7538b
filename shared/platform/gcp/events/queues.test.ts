import { TenantId } from "../../tenant.ts";
import { type Queues, queueOf, queuesOfName, queuesOfTenant } from "./queues.ts";

const queues = (count: number, region = "asia-south1"): Queues => {
  const named = Array.from({ length: count }, (_, index) => `projects/p/locations/${region}/queues/events-${index}`);
  return { queue: named[0] ?? "", moreQueues: named.slice(1), tenantQueues: { own: "projects/p/queues/own" } };
};
const names = Array.from({ length: 2_000 }, (_, index) => `follow-up-${index}`);
const chosen = (count: number, region?: string) =>
  names.map((name) => queueOf(queues(count, region), { name, tenantId: "some" }));

it("ten queues share the tasks evenly", () => {
  const counts = Map.groupBy(chosen(10), (queue) => queue);
  expect(counts.size).toBe(10);
  for (const { length } of counts.values()) expect(Math.abs(length - 200)).toBeLessThan(60);
});

it("one more queue takes over only its own share of the names", () => {
  const [ten, eleven] = [chosen(10), chosen(11)];
  const moved = ten.flatMap((queue, index) => (queue === eleven[index] ? [] : (eleven[index] ?? [])));
  expect(new Set(moved)).toEqual(new Set([queues(11).moreQueues.at(-1)]));
  expect(moved.length).toBeLessThan(names.length / 11 + 60);
});

it("a name has the same queue in every region", () => {
  const ids = (all: readonly string[]) => all.map((queue) => queue.split("/").at(-1));
  expect(ids(chosen(10, "europe-west1"))).toEqual(ids(chosen(10)));
});

it("an isolated tenant's tasks go to its own queue", () => {
  expect(queueOf(queues(10), { name: "one", tenantId: "own" })).toBe("projects/p/queues/own");
  expect(queueOf(queues(10), { name: "one", tenantId: "constructor" })).toMatch(/events-\d$/);
});

it("a task is looked for in its queue first, then in all others", () => {
  for (const name of names.slice(0, 20)) {
    const [likeliest, ...others] = queuesOfName(queues(3), name);
    expect(likeliest).toBe(queueOf(queues(3), { name, tenantId: "some" }));
    expect(new Set([likeliest, ...others]).size).toBe(4);
  }
});

it("a tenant's tasks are listed from the shared queues and its own", () => {
  expect(queuesOfTenant(queues(3), TenantId.parse("own"))).toHaveLength(4);
  expect(queuesOfTenant(queues(3), TenantId.parse("other"))).toHaveLength(3);
});
