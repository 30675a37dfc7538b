import { zendeskWebhook } from "../../../../emulators/sandbox/zendesk/events.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const crm = `
  integrations:
    available:
      - { name: "zendesk", type: "crm", config: { api_key: "\${KEY}", webhook_secret: "\${DESK}" } }
`;
let webhooks: ServedWebhooks;
beforeAll(async () => {
  webhooks = await serveWebhooks({
    tenants: { clinic: "", shop: crm },
    secrets: { _platform: { ZENDESK_WEBHOOK_SECRET: "agency" }, shop: { KEY: "k", DESK: "the shop's" } },
  });
});
beforeEach(() => void webhooks.published.splice(0));
afterAll(() => webhooks.close());

const conversationId = testIds(TenantId.parse("clinic")).of("conversation", "clinic", "whatsapp", "+919812345678");
const happened = (type: string, event: object, externalId: string | null = `clinic:${conversationId}`) => ({
  type: `zen:event-type:ticket.${type}`,
  account_id: 1,
  id: `event-${type}`,
  detail: { id: "7", external_id: externalId, actor_id: "42", status: "OPEN" },
  event,
});
const comment = (over: object = {}) => ({
  comment: {
    id: "9001",
    body: "Your report is ready.",
    is_public: true,
    author: { id: "42", is_staff: true },
    ...over,
  },
});

async function post(payload: unknown, how: { secret?: string; at?: Date; query?: string } = {}): Promise<number> {
  const url = `${webhooks.url}/webhooks/zendesk${how.query ?? ""}`;
  const { headers, body } = zendeskWebhook(url, how.secret ?? "agency", payload, how.at ?? new Date());
  return (await fetch(url, { method: "POST", headers, body: String(body) })).status;
}

it("publishes a person's public comment as a reply", async () => {
  expect(await post(happened("comment_added", comment()))).toBe(200);
  expect(webhooks.published).toEqual([
    expect.objectContaining({
      type: "operator-acted",
      tenantId: "clinic",
      key: conversationId,
      data: { conversationId, action: "reply", operator: "zendesk:42", text: "Your report is ready.", force: true },
    }),
  ]);
});

it("resolves the conversation of a solved ticket", async () => {
  expect(await post(happened("status_changed", { current: "SOLVED", previous: "OPEN" }))).toBe(200);
  expect(webhooks.published[0]?.data).toMatchObject({ action: "resolve", operator: "zendesk:42", text: null });
});

it("resolves the conversation after a last comment that arrives after SOLVED", async () => {
  const lastWord = happened("comment_added", comment());
  await post({ ...lastWord, detail: { ...lastWord.detail, status: "SOLVED" } });
  expect(webhooks.published.map(({ data }) => (data as { action: string }).action)).toEqual(["reply", "resolve"]);
});

it("gives a comment one event id, even if several events report it", async () => {
  await Promise.all(Array.from({ length: 10 }, () => post(happened("comment_added", comment()))));
  await post({ ...happened("comment_added", comment()), id: "another event" });
  expect(new Set(webhooks.published.map(({ id }) => id)).size).toBe(1);
});

it.each([
  ["a private note", happened("comment_added", comment({ is_public: false }))],
  ["the customer's own comment", happened("comment_added", comment({ author: { id: "5", is_staff: false } }))],
  ["an automatically closed ticket", happened("status_changed", { current: "CLOSED", previous: "SOLVED" })],
  ["a ticket that we did not create", happened("comment_added", comment(), "order-77")],
  ["a ticket without an external id", happened("comment_added", comment(), null)],
  ["an unknown event", happened("tags_changed", {})],
])("ignores %s", async (_, payload) => {
  expect(await post(payload)).toBe(200);
  expect(webhooks.published).toEqual([]);
});

it("accepts only the tenant's own secret", async () => {
  const ofShop = happened("comment_added", comment(), `shop:${conversationId}`);
  expect(await post(ofShop)).toBe(403);
  expect(await post(ofShop, { secret: "the shop's" })).toBe(200);
  expect(await post(happened("comment_added", comment()), { secret: "the shop's" })).toBe(403);
  expect(
    await post(happened("comment_added", comment(), conversationId), {
      secret: "the shop's",
      query: "?client_id=shop",
    }),
  ).toBe(200);
});

it("rejects an old or unsigned request", async () => {
  expect(await post(happened("comment_added", comment()), { at: new Date(Date.now() - 6 * 60_000) })).toBe(403);
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${webhooks.url}/webhooks/zendesk`, { method: "POST", headers, body: "{}" })).status).toBe(403);
  expect(webhooks.published).toEqual([]);
});
