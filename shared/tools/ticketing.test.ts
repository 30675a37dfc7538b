import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../platform/embedded/platform.ts";
import { TenantId } from "../platform/tenant.ts";
import { dependencies, emptyMaterial, onlyTool, toolCall } from "./fixtures.ts";
import { ticketing } from "./ticketing.ts";
import { listTickets } from "./tickets.ts";

let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tools-ticketing-"));
  platform = openEmbedded({ dataDir });
});
afterAll(async () => {
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

function tool(config: object) {
  return onlyTool(
    ticketing.create(
      { name: "create_support_ticket", config: ticketing.config.parse(config) },
      dependencies({ platform }),
      emptyMaterial,
    ),
  );
}

const request = { subject: "Wrong report", description: "The name on it is not mine.", priority: "urgent" };

test("a repeated call creates one ticket, which another tenant does not see", async () => {
  const create = await tool({ auto_escalation: true });
  const first = await create.execute(request, toolCall({ idempotencyKey: "t1" }));
  const second = await create.execute(request, toolCall({ idempotencyKey: "t1" }));
  expect(second.content).toEqual(first.content);
  expect(first.content).toMatchObject({ status: "open", priority: "urgent", escalated: true });
  const page = await listTickets(platform.documents, TenantId.parse("clinic"), { status: "open", limit: 10 });
  expect(page.items).toMatchObject([{ subject: "Wrong report", conversationId: "conversation-1" }]);
  const others = await listTickets(platform.documents, TenantId.parse("rival"), { limit: 10 });
  expect(others.items).toEqual([]);
});

test("a ticket accepts only the tenant's levels and defaults to the middle one", async () => {
  const create = await tool({ priority_levels: ["p1", "p2", "p3"] });
  expect(create.parameters.parse(request).ok).toBe(false);
  const { priority: _, ...plain } = request;
  const result = await create.execute(plain, toolCall({ idempotencyKey: "t2" }));
  expect(result.content).toMatchObject({ priority: "p2", escalated: false });
});
