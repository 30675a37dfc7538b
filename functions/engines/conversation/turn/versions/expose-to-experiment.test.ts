import { exposeToExperiment } from "./expose-to-experiment.ts";

const at = "2026-11-28T10:00:00.000Z";
const conversation = { id: "c1", customer: { id: "k1" }, config: {} };
const exposed = { ...conversation, config: { experiment: { id: "e1", arm: "warm" } } };

test("writes nothing outside an experiment", () => {
  expect(exposeToExperiment(conversation, at)).toEqual({ conversation: {}, writes: [] });
});

test("writes one record with the first turn, and none with those that follow", () => {
  const { conversation: noted, writes } = exposeToExperiment({ ...exposed, sessionAt: "2026-11-28T09:59:58.000Z" }, at);
  expect(noted).toEqual({ exposedTo: "e1" });
  expect(writes).toMatchObject([
    {
      type: "put",
      data: {
        state: { experimentId: "e1", arm: "warm", customerId: "k1", at: "2026-11-28T09:59:58.000Z", sessions: [] },
      },
    },
  ]);
  expect(exposeToExperiment({ ...exposed, ...noted }, at).writes).toEqual([]);
});

test("has the same record for the same conversation, so that a repeat adds none", () => {
  const ids = [1, 2].map(() => exposeToExperiment(exposed, at).writes[0]?.id);
  expect(ids[0]).toBe(ids[1]);
  const other = { ...exposed, config: { experiment: { id: "e2", arm: "warm" } }, exposedTo: "e1" };
  expect(exposeToExperiment(other, at).writes).toHaveLength(1);
});
