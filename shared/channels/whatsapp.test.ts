import type { Content } from "../events/index.ts";
import type { Shaping } from "./definition.ts";
import { cloudWhatsapp, twilioWhatsapp } from "./whatsapp.ts";

const shaping: Shaping = { language: "en", media: true, thread: null, subject: null };
const content = (over: Partial<Content>): Content => ({ text: "", choices: [], media: [], ...over });
const choices = (...labels: string[]) => labels.map((label, index) => ({ id: String(index), label }));
const shape = (over: Partial<Content>, more: Partial<Shaping> = {}) =>
  cloudWhatsapp.shape(content(over), { ...shaping, ...more });
const picture = { url: "https://files.example/a.jpg", contentType: "image/jpeg" };

describe("choices through the Cloud API", () => {
  it("are buttons up to three short ones", () => {
    expect(shape({ text: "Which day?", choices: choices("Today", "Tomorrow", "x".repeat(20)) })).toMatchObject([
      { type: "buttons", text: "Which day?", choices: [{ label: "Today" }, { label: "Tomorrow" }, {}] },
    ]);
  });

  it("are a list from the fourth on, or from 21 characters on, with what does not fit a title below it", () => {
    expect(shape({ text: "Which?", choices: choices("a", "b", "c", "d") })).toMatchObject([{ type: "list" }]);
    const label = "Thyroid profile, complete, at home";
    expect(shape({ text: "Which?", choices: choices(label) })).toEqual([
      {
        type: "list",
        text: "Which?",
        button: "Options",
        rows: [{ id: "0", title: "Thyroid profile, comple…", description: label }],
      },
    ]);
  });

  it.each([
    ["eleven", choices(..."abcdefghijk")],
    ["one of 73 characters", choices("x".repeat(73))],
    ["two that read the same", choices("Yes", "Yes")],
  ])("are numbered text when there are %s", (_, many) => {
    const [part] = shape({ text: "Which?", choices: many });
    expect(part).toMatchObject({ type: "text", text: expect.stringContaining(`\n\n1. ${many[0]?.label}`) });
  });

  it("come with the last part of a long text, and with a word of the customer's language where there is no text", () => {
    const parts = shape({ text: "word ".repeat(500), choices: choices("Yes") });
    expect(parts.map(({ type }) => type)).toEqual(["text", "text", "buttons"]);
    expect(shape({ choices: choices("हाँ") }, { language: "hi" })).toMatchObject([{ type: "buttons", text: "विकल्प" }]);
  });
});

describe("files through WhatsApp", () => {
  it("carry a text that is theirs alone", () => {
    expect(shape({ text: "Your report", media: [picture] })).toEqual([
      { type: "media", ...picture, caption: "Your report" },
    ]);
  });

  it("go before a text that has more to it, and before any beside audio", () => {
    expect(shape({ text: "One?", media: [picture], choices: choices("Yes") })).toMatchObject([
      { type: "media", caption: "" },
      { type: "buttons" },
    ]);
    const audio = { ...picture, contentType: "audio/mpeg" };
    expect(shape({ text: "Listen", media: [audio] })).toMatchObject([{ caption: "" }, { text: "Listen" }]);
  });

  it("are links where the tenant sends none", () => {
    expect(shape({ text: "Your report", media: [picture] }, { media: false })).toEqual([
      { type: "text", text: `Your report\n${picture.url}` },
    ]);
  });
});

it("numbers choices through Twilio and splits at 1,600 characters", () => {
  const parts = twilioWhatsapp.shape(content({ text: "word ".repeat(400), choices: choices("Yes", "No") }), shaping);
  expect(parts).toHaveLength(2);
  expect(parts.at(-1)).toMatchObject({ type: "text", text: expect.stringMatching(/\n\n1\. Yes\n2\. No$/) });
});

it("says nothing for a message without content", () => {
  expect([shape({}), twilioWhatsapp.shape(content({}), shaping)]).toEqual([[], []]);
});
