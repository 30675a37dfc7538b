import { setTimeout as sleep } from "node:timers/promises";
import { spokenTurns } from "../../shared/contracts/calls/call-transcript.ts";
import { put } from "../../shared/platform/documents.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";
import { openTestPlatform, tenantId } from "../../shared/runtime/runner-fixture.ts";
import { followOperators } from "./follow-operators.ts";

const { platform, close } = openTestPlatform();
afterAll(close);

async function write(
  index: number,
  by: string | null,
  text: string,
  conversationId = "c1",
  spoken = false,
): Promise<void> {
  const said = {
    conversationId,
    index,
    at: "2026-11-22T10:00:00.000Z",
    inbound: [],
    reply: { text },
    more: [],
    by,
    spoken,
  };
  await platform.documents.commit(tenantId, [put(spokenTurns, `${conversationId}-${index}`, newOwned(said))]);
}

it("tells what operators write from now on, in order and once, and not what the agent said", async () => {
  await write(1, "asha", "Before the call.");
  const told: string[] = [];
  const faults: unknown[] = [];
  const stop = followOperators(platform.documents, tenantId, "c1", {
    onReply: (text) => told.push(text),
    onFault: (error) => faults.push(error),
  });
  await sleep(300);
  await write(2, null, "The agent's answer.");
  await write(3, "asha", "One moment.");
  await write(4, "asha", "I am back.");
  await write(1, "asha", "Another conversation.", "c2");
  await write(5, "asha", "Said aloud.", "c1", true);
  await sleep(600);
  expect(told).toEqual(["One moment.", "I am back."]);
  stop();
  await write(6, "asha", "After the call.");
  await sleep(300);
  expect(told).toHaveLength(2);
  expect(faults).toEqual([]);
});
