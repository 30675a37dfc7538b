import { customerIdOf } from "../../../../shared/customers/identity.ts";
import { customerSeparated } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { conversations } from "../conversations.ts";
import { aConversation } from "../testing/fixtures.ts";
import { returnToOwnerStep } from "./return-to-owner.ts";

it("puts a conversation under the id of its own address, and makes none that was erased", async () => {
  const { platform, close } = openTestPlatform();
  const before = aConversation({ channel: "web_chat", customer: { id: "of-another", address: "tab-1", name: null } });
  await platform.documents.commit(tenantId, [put(conversations.collection, before.id, newOwned(before))]);
  for (const conversationId of [before.id, "erased"])
    await runnerWith(platform).run(returnToOwnerStep({ platform }), {
      id: `e-${conversationId}`,
      type: customerSeparated.type,
      tenantId,
      key: conversationId,
      causationId: null,
      occurredAt: "2026-11-22T10:00:00.000Z",
      data: { conversationId },
    });
  const after = await platform.documents.get(tenantId, conversations.collection, before.id);
  const id = customerIdOf(testIds(tenantId), "web_chat", "tab-1");
  expect(after?.data.state).toEqual({ ...before, customer: { ...before.customer, id } });
  expect(await platform.documents.get(tenantId, conversations.collection, "erased")).toBeUndefined();
  await close();
});
