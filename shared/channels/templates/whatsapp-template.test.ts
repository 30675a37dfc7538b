import { minimalConfig } from "../../config/minimal-config.fixture.ts";
import { whatsappTemplate } from "./whatsapp-template.ts";

const config = minimalConfig(`
  channels:
    output:
      - type: whatsapp
        config:
          templates:
            - name: reminder
              text: "Hello {{customer_name}}, your {{test}} is on {{day}}."
              content_sid: "HX00000000000000000000000000000001"
              defaults: { customer_name: "there" }
            - name: reminder
              language: hi
              text: "नमस्ते {{customer_name}}, {{day}} को {{test}} है।"
              defaults: { customer_name: "जी" }
              content_sid: "HX00000000000000000000000000000002"
            - name: reminder
              language: pt_BR
              text: "Olá {{customer_name}}, {{test}} em {{day}}."
              content_sid: "HX00000000000000000000000000000006"
              defaults: { customer_name: "cliente" }
            - { name: offer, text: "New: {{message}}", status: rejected, content_sid: "HX00000000000000000000000000000003" }
            - { name: odd, text: "Hello {{constructor}}.", content_sid: "HX00000000000000000000000000000005" }
            - { name: news, text: "News: {{message}} {{message}}", content_sid: "HX00000000000000000000000000000004" }
`);
const use = (name: string, values: Record<string, string> | string[], language = "en") =>
  whatsappTemplate(config, { name, language, values });

it("fills an approved template by name, with the tenant's word for what is not known", () => {
  expect(use("reminder", { test: "CBC", day: "Monday", customer_name: "" })).toMatchObject({
    ok: true,
    template: {
      text: "Hello there, your CBC is on Monday.",
      values: [
        { placeholder: "customer_name", value: "there" },
        { placeholder: "test", value: "CBC" },
        { placeholder: "day", value: "Monday" },
      ],
      contentSid: "HX00000000000000000000000000000001",
    },
  });
});

it("fills it in the order of its placeholders where the values have no names", () => {
  expect(use("reminder", ["Asha", "CBC", "Monday"])).toMatchObject({
    template: { text: "Hello Asha, your CBC is on Monday." },
  });
});

it("speaks the customer's language where it has been approved in it", () => {
  const values = { customer_name: "आशा", test: "CBC", day: "सोमवार" };
  expect(use("reminder", values, "hi-IN")).toMatchObject({ template: { language: "hi" } });
  expect(use("reminder", values, "fr")).toMatchObject({ template: { language: "en" } });
});

it.each([
  ["hi", "hi"],
  ["HI", "hi"],
  ["pt", "pt_BR"],
  ["pt-br", "pt_BR"],
  ["en", "en"],
])("in a language that the sender asks for (%s), goes in no other", (onlyLanguage, language) => {
  const values = { test: "CBC", day: "Monday" };
  const ready = whatsappTemplate(config, { name: "reminder", language: "fr", onlyLanguage, values });
  expect(ready).toMatchObject({ ok: true, template: { language } });
});

it.each(["fr", "pt_PT", "en_GB", "h"])("does not go in another language than %s, which is not approved", (asked) => {
  const use = { name: "reminder", language: "en", onlyLanguage: asked, values: { test: "CBC", day: "Monday" } };
  expect(whatsappTemplate(config, use)).toEqual({ ok: false, reason: "template-language-unknown", missing: [] });
});

it.each<[string, string, Record<string, string>, string]>([
  ["is not the tenant's", "other", {}, "template-unknown"],
  ["was rejected", "offer", { message: "x" }, "template-not-approved"],
  ["has no value for a placeholder", "reminder", { test: "CBC", day: " \n" }, "template-value-missing"],
])("does not go when it %s", (_, name, values, reason) => {
  expect(use(name, values)).toMatchObject({ ok: false, reason });
});

it("does not fill a value's own braces, and sends no line breaks, tabs or runs of spaces", () => {
  expect(use("news", { message: "a\n\nb\t c     {{customer_name}}" })).toMatchObject({
    template: { text: "News: a b c {{customer_name}} a b c {{customer_name}}" },
  });
});

it("shortens what would make it too long for WhatsApp, at a word", () => {
  const ready = use("reminder", { test: "word ".repeat(400), day: "Monday" });
  const text = ready.ok ? ready.template.text : "";
  expect([text.length <= 1_024, text.length > 900, text.endsWith("word… is on Monday.")]).toEqual([true, true, true]);
});

it("takes what strangers call themselves for words: one line, filled once, markup as it is", () => {
  const name = "{{day}}\n<b>=cmd|' /C'!A1</b>\t     $& {customer_name}";
  expect(use("reminder", { customer_name: name, test: "CBC", day: "Monday" })).toMatchObject({
    template: { text: "Hello {{day}} <b>=cmd|' /C'!A1</b> $& {customer_name}, your CBC is on Monday." },
  });
});

it("knows no value that nobody gave, whatever a placeholder is called", () => {
  expect(use("odd", {})).toMatchObject({ ok: false, missing: ["constructor"] });
});
