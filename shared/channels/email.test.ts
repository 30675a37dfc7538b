import type { Thread } from "../events/index.ts";
import { TenantId } from "../platform/tenant.ts";
import { emailFormat, htmlOf, subjectOf } from "./email.ts";
import type { ChannelMessage } from "./sending/channel-message.ts";
import { mailData } from "./sending/mail-data.ts";
import { conversationOfMail } from "./sending/mail-id.ts";

const thread: Thread = { subject: "My blood test", messageId: "<b@x.example>", references: ["<a@x.example>"] };

it("answers under the thread's subject, once marked as an answer", () => {
  expect(subjectOf(thread, null, "Hello")).toBe("Re: My blood test");
  expect(subjectOf({ ...thread, subject: "RE: My blood test" }, null, "Hello")).toBe("RE: My blood test");
});

it("is named by how it begins where it answers nothing, in one line that a list shows", () => {
  expect(subjectOf(null, null, "Your booking\nis confirmed")).toBe("Your booking");
  const long = subjectOf(null, null, "word ".repeat(40));
  expect([long.length <= 79, long.endsWith("word…")]).toEqual([true, true]);
});

it("lets no subject begin a header of its own", () => {
  expect(subjectOf({ ...thread, subject: "Hi\r\nBcc: all@x.example" }, null, "")).toBe("Re: Hi Bcc: all@x.example");
});

it("is one message however long, as text and as HTML", () => {
  const text = `${"word ".repeat(5_000)}end`;
  const parts = emailFormat.shape(
    { text, choices: [], media: [] },
    { language: "en", media: true, thread, subject: null },
  );
  expect(parts).toMatchObject([{ type: "mail", text }]);
});

it("escapes everything and links addresses without the full stop after them", () => {
  expect(htmlOf("<script>a & b</script>\n\nSee https://x.example/a?b=1&c=2.")).toBe(
    '<div dir="auto">\n<p>&#60;script&#62;a &#38; b&#60;/script&#62;</p>\n' +
      '<p>See <a href="https://x.example/a?b=1&#38;c=2">https://x.example/a?b=1&#38;c=2</a>.</p>\n</div>',
  );
  expect(htmlOf('javascript:alert(1) "https://x.example/" onclick=x')).not.toMatch(/href="javascript|" onclick/);
});

describe("the headers of a mail", () => {
  const message = {
    conversationId: "c1",
    turnId: "t1",
    messageId: "m1",
    part: 0,
    channel: "email",
    provider: "sendgrid",
    account: null,
    from: "care@clinic.example",
    to: "asha@mail.example",
    content: { type: "mail", subject: "Hi", text: "Hi", html: "<p>Hi</p>", template: null },
    fallback: null,
    byPerson: false,
    thread: null,
    config: { name: "main", version: 1 },
    knownProviderIds: [],
  } as unknown as ChannelMessage;
  const sender = { address: "care@clinic.example", name: "Clinic", replyTo: "care@clinic.example" };
  const mail = { type: "mail", subject: "Hi", text: "Hi", html: "<p>Hi</p>", template: null } as const;
  const headersOf = (over: Partial<ChannelMessage> = {}) =>
    mailData({ ...message, ...over }, mail, sender, TenantId.parse("clinic")).headers;

  it("tell other machines that a machine wrote it, and nothing of a person's mail", () => {
    const thread = { subject: "Hi", messageId: "a@b", references: [] };
    expect(headersOf()).toMatchObject({
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "OOF, AutoReply",
    });
    expect(headersOf({ thread })).toMatchObject({ "Auto-Submitted": "auto-replied" });
    expect(headersOf({ byPerson: true, thread })).not.toHaveProperty("Auto-Submitted");
  });

  it("name the conversation, so that an answer from elsewhere is understood", () => {
    const id = String(headersOf()?.["Message-ID"]).slice(1, -1);
    expect(id).toBe("m1.0.c1@clinic.example");
    expect(conversationOfMail(id)).toBe("c1");
    expect(conversationOfMail("CAF+x=1@mail.example")).toBeUndefined();
  });
});
