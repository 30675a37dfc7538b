import type { AgentServer } from "@livekit/agents";
import { drain } from "./drain.ts";

type Server = Pick<AgentServer, "drain" | "activeJobs">;
const aCall = {} as AgentServer["activeJobs"][number];

test("calls go on to their end where a process for the next one is still starting", async () => {
  const calls = [aCall];
  const server: Server = {
    drain: () => Promise.reject(new Error("runner not started")),
    get activeJobs() {
      return calls;
    },
  };
  let isDrained = false;
  const drained = drain(server, 60_000).then(() => {
    isDrained = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDrained).toBe(false);
  calls.pop();
  await drained;
});

test("a call that goes on for too long is not waited for", async () => {
  await drain({ drain: () => Promise.reject(new Error("runner not started")), activeJobs: [aCall] }, 0);
});

test("another failure is told", async () => {
  const failing = drain({ drain: () => Promise.reject(new Error("timed out draining")), activeJobs: [aCall] }, 60_000);
  await expect(failing).rejects.toThrow("timed out draining");
});
