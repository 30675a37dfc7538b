import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { conversations } from "../../conversations.ts";
import { aConversation } from "../../testing/fixtures.ts";
import { given } from "../../testing/given.ts";
import { callBackStep } from "./call-back.ts";

async function said(message: string) {
  const config = minimalConfig(`  callbacks: { message: "${message}" }\n`, true);
  const step = callBackStep({ conversations: conversations as never, config: async () => config });
  const due = { conversationId: "c1", followUpId: "f1", reason: "callback" };
  const { decision } = await given(aConversation()).when(step, due);
  return { said: decision?.document.recent.map(({ text }) => text), handoff: decision?.document.handoff };
}

test("the customer is told in the tenant's words that a person comes", async () => {
  expect(await said("{customer_name}, {client_name} calls now.")).toMatchObject({
    said: ["Asha, Client 1 calls now."],
    handoff: { stage: "queued" },
  });
});

test("words with a placeholder that stands for nothing are withheld; a person is looked for all the same", async () => {
  expect(await said("{doctor} calls now.")).toMatchObject({ said: [], handoff: { stage: "queued" } });
});
