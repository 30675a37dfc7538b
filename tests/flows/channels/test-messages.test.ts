import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import { flow } from "../stage/flow.ts";

const world = flow();

/** Twilio answers 21211 to this number (its documentation, "Test credentials"). */
const refusedNumber = "+15005550001";

/** A clinic, how to test its SMS, and what became of a test once that is certain. */
async function clinicWithTests() {
  const { product } = world;
  const { client } = await openClinic(product, { agentName: "Maya" });
  const get = (path: string) => product.api(`GET ${path}`, { client });
  return {
    get,
    test: (address: string, over: object = {}) =>
      product.api("POST /v1/test-messages", {
        client,
        body: { config: "main", channel: "sms", address, own: true, ...over },
      }),
    async outcome(sent: { readonly body: Readonly<Record<string, unknown>> }) {
      const read = async () => (await get(`/v1/messages/${sent.body.message_id}`)).body;
      await until("the test has an outcome", async () => !["queued", "sent"].includes(String((await read()).status)));
      return read();
    },
  };
}

it("a test goes to one's own number from the client's, is reported, and stands in the audit log without the number", async () => {
  const { get, test, outcome } = await clinicWithTests();
  const mine = "+919811100001";
  const sent = await test(mine);
  expect(sent).toMatchObject({ status: 202, body: { channel: "sms", purpose: "transactional", status: "queued" } });
  expect(await outcome(sent)).toMatchObject({ status: "delivered", reason: null });
  const arrived = await world.outside.sentTo(mine);
  expect(arrived.map(({ body }) => body)).toEqual([
    expect.stringContaining("This is a test message from Riverside Clinic."),
  ]);
  const { items } = (await get("/v1/audit")).body as { items: { action: string }[] };
  const entries = items.filter(({ action }) => action === "channel-tested");
  expect(entries).toMatchObject([{ target: sent.body.message_id, detail: { channel: "sms" } }]);
  expect(JSON.stringify(entries)).not.toContain(mine.slice(1));
});

it("tells the provider's error, and refuses what is not one's own or has no account", async () => {
  const { test, outcome } = await clinicWithTests();
  expect(await outcome(await test(refusedNumber))).toMatchObject({ status: "failed", reason: "21211" });
  expect(await test("+919811100002", { own: false })).toMatchObject({ status: 422 });
  expect(await test("nobody")).toMatchObject({ status: 422, body: { code: "phone-invalid" } });
  expect(await test("me@example.com", { channel: "email" })).toMatchObject({
    status: 422,
    body: { code: "channel-not-connected" },
  });
});

it("allows ten tests an hour for a client, and says when the next is possible", async () => {
  const { test } = await clinicWithTests();
  // The hour may turn between two of them, and then ten more are allowed.
  const numbers = Array.from({ length: 21 }, (_, index) => `+9198111001${String(index).padStart(2, "0")}`);
  const answers = [];
  for (const number of numbers) answers.push((await test(number)).status);
  expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 202));
  expect(answers).toContain(429);
});

it("a refused account is the test's outcome, in the message and not among the dead letters", async () => {
  const { get, test, outcome } = await clinicWithTests();
  await world.outside.fault({ provider: "twilio", status: 401, times: 1 });
  expect(await outcome(await test("+919811100003"))).toMatchObject({ status: "failed", reason: "twilio-credentials" });
  expect((await get("/v1/events/dead-letters")).body).toMatchObject({ items: [] });
  expect(await outcome(await test("+919811100003"))).toMatchObject({ status: "delivered" });
});
