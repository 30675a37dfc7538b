import fc from "fast-check";
import { sandboxMeta } from "../../../emulators/sandbox/credentials.ts";
import { startSandbox } from "../../../emulators/sandbox.ts";
import type { Content } from "../../events/index.ts";
import { isWindowClosed } from "../definition.ts";
import { instagramFormat } from "../instagram.ts";
import type { ShapedContent, TemplateContent } from "../sending/shaped-content.ts";
import { NotAccepted } from "../sending/uncertain-sends.ts";
import { cloudWhatsapp } from "../whatsapp.ts";
import { type MetaAnswer, postToMeta } from "./meta-api.ts";
import { instagramBody, whatsappBody } from "./meta-body.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => control("reset", {}));

const control = (name: string, body: object) =>
  fetch(`${sandbox.url}/_sandbox/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const shaping = { language: "en", media: true, thread: null, subject: null };
const to = "919812345678";

function post(body: object, account = "1065403", accessToken: string = sandboxMeta.accessToken): Promise<MetaAnswer> {
  return postToMeta({ baseUrl: `${sandbox.url}/meta`, account, accessToken, body });
}
const whatsapp = (content: ShapedContent) => post(whatsappBody(`+${to}`, content, undefined));
const onInstagram = (content: ShapedContent, byPerson = false) =>
  post(instagramBody({ to, content, byPerson }), "17841400000000000");

const anyContent: fc.Arbitrary<Content> = fc.record({
  text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 3_000 }),
  choices: fc.array(fc.record({ id: fc.uuid(), label: fc.string({ unit: "grapheme", minLength: 1, maxLength: 90 }) }), {
    maxLength: 14,
  }),
  media: fc.array(
    fc.record({
      url: fc.constant("https://files.example/report.pdf"),
      contentType: fc.constantFrom("image/jpeg", "audio/mpeg", "application/pdf"),
    }),
    { maxLength: 2 },
  ),
});
const worded = anyContent
  .filter(({ text }) => text.trim() !== "")
  .filter(({ choices }) => choices.every(({ label }) => label.trim() !== ""));

it("takes whatever is shaped for WhatsApp", async () => {
  await fc.assert(
    fc.asyncProperty(worded, async (content) => {
      for (const part of cloudWhatsapp.shape(content, shaping)) expect((await whatsapp(part)).type).toBe("taken");
    }),
    { numRuns: 60 },
  );
});

it("writes to a customer without a number by WhatsApp's id of them", async () => {
  const userId = "IN.7001002003004005";
  const content = { type: "text", text: "Hello" } as const;
  const body = whatsappBody(userId, content, undefined);
  expect(body).toMatchObject({ recipient: userId });
  expect(body).not.toHaveProperty("to");
  await control("meta/window", { phoneNumberId: "1065403", customer: userId, open: true });
  expect((await whatsapp(content)).type).toBe("taken");
  expect((await post(body)).type).toBe("taken");
  expect((await post({ ...body, recipient: "IN" })).type).toBe("refused");
});

it("takes whatever is shaped for Instagram", async () => {
  await control("meta/window", { customer: to, open: true });
  await fc.assert(
    fc.asyncProperty(worded, async (content) => {
      for (const part of instagramFormat.shape(content, shaping)) expect((await onInstagram(part)).type).toBe("taken");
    }),
    { numRuns: 60 },
  );
});

it("takes a person's words on Instagram for seven days, and says when software is too late", async () => {
  const text = { type: "text", text: "Hello" } as const;
  await control("meta/window", { customer: to, open: true, hoursAgo: 25 });
  const late = await onInstagram(text);
  expect(late.type === "refused" && isWindowClosed(late.code)).toBe(true);
  expect((await onInstagram(text, true)).type).toBe("taken");
});

describe("a template", () => {
  const template: TemplateContent = {
    type: "template",
    name: "reminder",
    language: "en",
    text: "Hi Asha",
    values: [{ placeholder: "customer_name", value: "Asha" }],
    named: false,
    contentSid: null,
  };

  it.each([
    ["taken", "APPROVED", 1, { type: "taken" }],
    ["refused while it is paused", "PAUSED", 1, { type: "refused", code: "132015" }],
    ["refused where it was rejected", "REJECTED", 1, { type: "refused", code: "132001" }],
    ["refused where it has other parameters", "APPROVED", 2, { type: "refused", code: "132000" }],
  ])("is %s", async (_, status, params, expected) => {
    await control("meta/templates", { name: "reminder", status, params });
    expect(await whatsapp(template)).toMatchObject(expected);
  });
});

describe("what did not get through", () => {
  const text = { type: "text", text: "Hello" } as const;

  it.each([429, 500, 503])("is known not to be taken after a %i", async (status) => {
    await control("faults", { provider: "meta", status, times: 1 });
    await expect(whatsapp(text)).rejects.toBeInstanceOf(NotAccepted);
  });

  it("is known not to be taken when nobody listens, and unknown when the connection breaks", async () => {
    const closed = await startSandbox({ port: 0 });
    await closed.close();
    const nobody = postToMeta({ baseUrl: closed.url, account: "1", accessToken: "x", body: {} });
    await expect(nobody).rejects.toBeInstanceOf(NotAccepted);
    await control("faults", { provider: "meta", drop: "after", times: 1 });
    await expect(whatsapp(text)).rejects.not.toBeInstanceOf(NotAccepted);
  });

  it("is for the operator to mend where the token is refused", async () => {
    const wrong = post(whatsappBody(to, text, undefined), "1065403", "wrong");
    await expect(wrong).rejects.toMatchObject({ code: "meta-credentials" });
  });
});
