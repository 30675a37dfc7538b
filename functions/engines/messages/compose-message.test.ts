import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { composeMessage, type Words } from "./compose-message.ts";
import type { Reader } from "./reader.ts";

const config = minimalConfig(`
  client_name: "Cycle House"
  channels:
    input: [{ type: whatsapp, config: { phone_number: "+14155238886" } }]
    output:
      - type: whatsapp
        config:
          templates:
            - name: ready
              text: "Dear {{customer_name}}, your {{item}} is ready at {{client_name}}."
              content_sid: "HX00000000000000000000000000000001"
              defaults: { customer_name: "customer" }
            - name: ready
              language: hi
              text: "{{customer_name}} जी, {{client_name}} में आपकी {{item}} तैयार है।"
              content_sid: "HX00000000000000000000000000000002"
              defaults: { customer_name: "ग्राहक" }
            - { name: news, text: "{{message}}", content_sid: "HX00000000000000000000000000000003" }
            - { name: draft, text: "Soon", status: pending, content_sid: "HX00000000000000000000000000000004" }
      - type: email
        config:
          from_address: "shop@cycles.example"
          templates:
            - { name: receipt, subject: "Receipt {{number}}", body: "Dear {{customer_name}}, you paid {{amount}}." }
            - { name: designed, template_id: "d-0123456789abcdef0123456789abcdef" }
`);
const asha: Reader = { channel: "whatsapp", name: "Asha", language: "en" };
const byMail: Reader = { channel: "email", name: null, language: "en" };

const compose = (over: Partial<Words>, reader: Reader = asha) =>
  composeMessage(config, reader, { values: {}, choices: [], media: [], ...over });

function refusalOf(over: Partial<Words>, reader?: Reader) {
  try {
    return compose(over, reader);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, detail: error.detail, pointers: error.errors.map(({ pointer }) => pointer) };
  }
}

describe("a text", () => {
  it("is filled from the values, the customer's name and the client's", () => {
    const text = "Hello {customer_name}, order {order} waits at {client_name}.";
    expect(compose({ text, values: { order: 4711 } })).toEqual({
      content: { text: "Hello Asha, order 4711 waits at Cycle House.", choices: [], media: [] },
      template: null,
    });
    expect(compose({ text: "Hello {customer_name}!" }, { ...asha, name: null }).content.text).toBe("Hello!");
  });

  it("is not sent with a placeholder that stands for nothing, or empty", () => {
    expect(refusalOf({ text: "Dear {nickname}" })).toMatchObject({ code: "placeholder-unknown", pointers: ["/text"] });
    expect(refusalOf({ text: " {note} ", values: { note: "" } })).toMatchObject({ code: "text-empty" });
  });

  it("takes a value for words: no placeholder in it is filled", () => {
    expect(compose({ text: "For {who}", values: { who: "{client_name}\n{x}" } }).content.text).toBe(
      "For {client_name} {x}",
    );
  });

  it("goes with files and choices, and files go without one", () => {
    const media = [{ url: "https://cycles.example/bill.pdf", content_type: "application/pdf" }];
    const choices = [{ id: "yes", label: "Yes" }];
    const file = { url: "https://cycles.example/bill.pdf", contentType: "application/pdf" };
    expect(compose({ text: "Your bill", media, choices }).content).toEqual({
      text: "Your bill",
      choices,
      media: [file],
    });
    expect(compose({ media })).toEqual({ content: { text: "", choices: [], media: [file] }, template: null });
  });
});

describe("a template", () => {
  const ready = { name: "ready", values: { item: "bicycle" } };

  it("is sent as it is without a text, and shown in the customer's language", () => {
    expect(compose({ template: ready })).toMatchObject({
      content: { text: "Dear Asha, your bicycle is ready at Cycle House." },
      template: { name: "ready", values: { item: "bicycle", customer_name: "Asha", client_name: "Cycle House" } },
      byTemplate: true,
    });
    const hindi = compose({ template: ready }, { ...asha, language: "hi" });
    expect(hindi.content.text).toBe("Asha जी, Cycle House में आपकी bicycle तैयार है।");
    expect(hindi.template).not.toHaveProperty("language");
  });

  it("keeps only the values that it has a place for", () => {
    const values = { order: 4711, item: "bicycle" };
    const { template } = compose({ text: "{order}: your {item}", values, template: { name: "ready", values: {} } });
    expect(Object.keys(template?.values ?? {}).toSorted()).toEqual(["client_name", "customer_name", "item"]);
  });

  it("stands by where a text is sent", () => {
    const composed = compose({ text: "It is ready", template: ready });
    expect(composed).toMatchObject({ content: { text: "It is ready" }, template: { name: "ready" } });
    expect(composed).not.toHaveProperty("byTemplate");
  });

  it("may hold the text of the message", () => {
    expect(compose({ text: "We moved", template: { name: "news", values: {} } }).template).toMatchObject({
      name: "news",
    });
    expect(refusalOf({ template: { name: "news", values: {} } })).toMatchObject({ code: "template-value-missing" });
  });

  it("goes in the language that is asked for, and in no other", () => {
    const inHindi = compose({ template: { ...ready, language: "hi" } });
    expect(inHindi.content.text).toMatch(/तैयार/);
    expect(inHindi.template).toMatchObject({ language: "hi" });
    expect(refusalOf({ template: { ...ready, language: "fr" } })).toEqual({
      code: "template-language-unknown",
      detail: 'The template "ready" is not approved in fr, only in en, hi.',
      pointers: [],
    });
  });

  it.each<[string, Words["template"], string, string[]]>([
    ["does not exist", { name: "none", values: {} }, "template-unknown", []],
    ["is not approved", { name: "draft", values: {} }, "template-not-approved", []],
    ["lacks a value", { name: "ready", values: {} }, "template-value-missing", ["/template/values/item"]],
    [
      "gets a value that it has no place for",
      { name: "ready", values: { item: "bicycle", "it/em": "x" } },
      "template-value-unknown",
      ["/template/values/it~1em"],
    ],
  ])("is refused when it %s", (_why, template, code, pointers) => {
    expect(refusalOf({ template })).toMatchObject({ code, pointers });
    expect(refusalOf({ text: "Hello", template })).toMatchObject({ code, pointers });
  });

  it("is refused on a channel without templates", () => {
    const sms = { ...asha, channel: "sms" as const };
    expect(refusalOf({ template: ready }, sms)).toMatchObject({ code: "template-unknown" });
  });
});

describe("a mail's template", () => {
  const receipt = { name: "receipt", values: { number: "7", amount: "₹900" } };

  it("is filled, and leaves out a name that is not known", () => {
    expect(compose({ template: receipt }, byMail).content.text).toBe("Dear, you paid ₹900.");
  });

  it("needs a value for each of its placeholders, and has no languages", () => {
    const { number } = receipt.values;
    expect(refusalOf({ template: { ...receipt, values: { number } } }, byMail)).toMatchObject({
      code: "template-value-missing",
      pointers: ["/template/values/amount"],
    });
    const more = { ...receipt, values: { ...receipt.values, ammount: "1" } };
    expect(refusalOf({ template: more }, byMail)).toMatchObject({ code: "template-value-unknown" });
    expect(refusalOf({ template: { ...receipt, language: "hi" } }, byMail)).toMatchObject({
      code: "template-language-unknown",
    });
  });

  it("takes any value where its words are kept at the provider", () => {
    const template = { name: "designed", values: { colour: "red" } };
    const { template: use } = compose({ text: "Hello", values: { size: 7 }, template }, byMail);
    expect(use?.values).toEqual({ client_name: "Cycle House", size: "7", colour: "red" });
  });
});
