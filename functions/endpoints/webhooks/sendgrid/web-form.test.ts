import { sandboxSendGrid } from "../../../../emulators/sandbox/credentials.ts";
import { inboundMail } from "../../../../emulators/sandbox/sendgrid/inbound.ts";
import { type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const channels = `
  channels:
    input:
      - { type: "email", config: { address: "care@clinic.example" } }
`;
let webhooks: ServedWebhooks;
beforeAll(async () => {
  const secrets = { _platform: { SENDGRID_INBOUND_TOKEN: sandboxSendGrid.inboundToken } };
  webhooks = await serveWebhooks({ tenants: { clinic: channels }, secrets });
});
beforeEach(() => void webhooks.published.splice(0));
afterAll(() => webhooks.close());

type Received = Record<string, string | undefined> & { readonly unanswered?: string };

/** What the product makes of a mail. */
async function arrivalOf(mail: Record<string, unknown>): Promise<Received> {
  const url = `${webhooks.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`;
  const whole = { from: "Site <wordpress@site.example>", to: "care@clinic.example", subject: "Enquiry", ...mail };
  const delivery = inboundMail({ text: "When is my report ready?", ...whole, url }, new Date());
  if (typeof delivery === "string") throw new Error(delivery);
  const { status } = await fetch(delivery.url, { method: "POST", headers: delivery.headers, body: delivery.body });
  expect(status).toBe(200);
  return webhooks.published.at(-1)?.data as Received;
}
const visitor = (replyTo: string, more: Record<string, unknown> = {}) =>
  arrivalOf({ headers: { "Reply-To": replyTo }, ...more });

it("gives each visitor of a form a conversation of their own, answered to their address", async () => {
  const [asha, ravi, again] = [
    await visitor("Asha Rao <asha@mail.example>"),
    await visitor("ravi@post.example"),
    await visitor("ASHA@mail.example"),
  ];
  expect(asha).toMatchObject({ customerAddress: "asha@mail.example", customerName: "Asha Rao" });
  expect(ravi).toMatchObject({ customerAddress: "ravi@post.example", customerName: null });
  expect(again.conversationId).toBe(asha.conversationId);
  expect(ravi.conversationId).not.toBe(asha.conversationId);
});

it("keeps who is only named apart from the owner of the address, and from other forms", async () => {
  const owner = await arrivalOf({ from: "asha@mail.example" });
  const named = await visitor("asha@mail.example");
  const elsewhere = await visitor("asha@mail.example", { from: "mallory@evil.example" });
  expect(owner).not.toHaveProperty("claim");
  expect(named.claim).toBe("reply-to asha@mail.example through wordpress@site.example");
  expect(new Set([owner, named, elsewhere].map(({ conversationId }) => conversationId)).size).toBe(3);
});

it.each([
  ["a no-reply sender", { from: "no-reply@forms.example" }],
  ["a form that says that it is a machine", { extra: { "Auto-Submitted": "auto-generated" } }],
  ["the tenant's own address as the form's sender", { from: "Website <care@clinic.example>" }],
])("answers the visitor behind %s", async (_, { extra = {}, ...more }: { extra?: object; from?: string }) => {
  const mail = await arrivalOf({ headers: { "Reply-To": "Asha <asha@mail.example>", ...extra }, ...more });
  expect(mail).toMatchObject({ customerAddress: "asha@mail.example" });
  expect(mail.unanswered).toBeUndefined();
});

it("takes a Reply-To of the same mailbox, or of nobody, for the sender's own", async () => {
  const own = await arrivalOf({ from: "asha@mail.example" });
  const detail = await visitor("asha+home@mail.example", { from: "asha@mail.example" });
  expect(detail).toMatchObject({ conversationId: own.conversationId, customerAddress: "asha@mail.example" });
  expect((await visitor("no-reply@mail.example", { from: "asha@mail.example" })).unanswered).toBe("no-reply");
  expect(await visitor('"@@@" <>', { from: "asha@mail.example" })).toMatchObject({
    conversationId: own.conversationId,
  });
});

describe("a sender", () => {
  const from = "asha@mail.example";
  const checks = (spf: string, dkim: string) => arrivalOf({ from, spf, dkim });

  it.each([
    ["a signature of the sender's domain", "none", "{@mail.example : pass}"],
    ["one of several signatures", "softfail", "{@esp.example : pass, @mail.example : pass}"],
    ["a signature of a domain within", "none", "{@out.mail.example : pass}"],
    ["SPF for an envelope of the domain", "pass", "none"],
  ])("is proven by %s", async (_, spf, dkim) => {
    expect(await checks(spf, dkim)).not.toHaveProperty("claim");
  });

  it.each([
    ["no check", "none", "none"],
    ["another domain's signature", "none", "{@evil.example : pass}"],
    ["a domain that only ends alike", "none", "{@notmail.example : pass}"],
    ["a failed signature", "neutral", "{@mail.example : fail}"],
  ])("is a claim after %s", async (_, spf, dkim) => {
    expect((await checks(spf, dkim)).claim).toBe("unproven asha@mail.example");
  });
});

it("reads what a visitor quotes when they answer us from their own mailbox", async () => {
  const { conversationId: form } = await visitor("asha@mail.example");
  const { conversationId: own } = await arrivalOf({ from: "asha@mail.example" });
  const answer = (conversation: string | undefined) =>
    arrivalOf({
      from: "asha@mail.example",
      text: "At 11.\n\nOn Mon, 23 Nov 2026 at 10:12, Care <care@clinic.example> wrote:\n> At 10 or at 11?",
      headers: { "In-Reply-To": `<m1.0.${conversation}@clinic.example>` },
    });
  expect(await answer(form)).toMatchObject({ conversationId: own, text: expect.stringContaining("At 10 or at 11?") });
  expect(await answer(own)).toMatchObject({ conversationId: own, text: "At 11." });
});
