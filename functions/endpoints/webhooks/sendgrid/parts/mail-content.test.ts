import { readInboundMail } from "../inbound-mail.ts";

/** A form as SendGrid posts it: each part in the bytes that the mail had. */
function mail(fields: Record<string, string | Buffer>) {
  const parts = Object.entries({ from: "Asha <asha@mail.example>", to: "care@clinic.example", ...fields });
  const body = parts.flatMap(([name, value]) => [
    Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return readInboundMail(Buffer.concat([...body, Buffer.from("--xYzZY--\r\n")]), "multipart/form-data; boundary=xYzZY");
}
const inCharset = (text: string, bytes: Buffer) =>
  mail({ text: bytes, charsets: JSON.stringify({ from: "UTF-8", subject: "UTF-8", text }) });

it.each([
  ["iso-8859-1", "Où est-ce ?", Buffer.from("Où est-ce ?", "latin1")],
  [
    "Windows-1252",
    "€ 20 – “fine”",
    Buffer.from([0x80, 0x20, 0x32, 0x30, 0x20, 0x96, 0x20, 0x93, ...Buffer.from("fine"), 0x94]),
  ],
  ["windows-1251", "Привет", Buffer.from("cff0e8e2e5f2", "hex")],
  ["KOI8-R", "Привет", Buffer.from("f0d2c9d7c5d4", "hex")],
  ["Shift_JIS", "予約", Buffer.from("975c96f1", "hex")],
  ["iso-2022-jp", "予約", Buffer.from("1b24424d3d4c731b2842", "hex")],
  ["gb2312", "你好", Buffer.from("c4e3bac3", "hex")],
  ["cp949", "안녕", Buffer.from("bec8b3e7", "hex")],
  ["utf-16le", "नमस्ते", Buffer.from("नमस्ते", "utf16le")],
  ["utf-8", "क्या रिपोर्ट तैयार है?", Buffer.from("क्या रिपोर्ट तैयार है?")],
  ["us-ascii, but UTF-8", "क्या?", Buffer.from("क्या?")],
  ["utf-8, but Latin-1", "café", Buffer.from("café", "latin1")],
  ["no charset that exists", "café", Buffer.from("café", "latin1")],
])("reads a text in %s", async (charset, text, bytes) => {
  expect(await inCharset(charset.split(",")[0] ?? "", bytes)).toMatchObject({ text });
});

it("reads charsets that are no JSON, no object, or of another kind", async () => {
  for (const charsets of ["{", "[]", "7", '{"text":5}', '{"__proto__":"x"}'])
    expect(await mail({ text: "Hello", charsets })).toMatchObject({ text: "Hello" });
});

it("reads names and subjects that are encoded words", async () => {
  const headers = "Reply-To: =?iso-8859-1?Q?Ren=E9e?= <renee@mail.example>\n";
  expect(await mail({ from: "form@site.example", headers, text: "Hi" })).toMatchObject({
    sender: { address: "renee@mail.example", name: "Renée" },
  });
});

const raw = [
  "From: =?utf-8?B?4KSG4KS24KS+?= <asha@mail.example>",
  "To: care@clinic.example",
  "Subject: =?utf-8?Q?R=C3=A9servation?=",
  "Message-ID: <r1@mail.example>",
  "Reply-To: Ravi <ravi@post.example>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="b1"',
  "",
  "--b1",
  "Content-Type: text/plain; charset=iso-8859-1",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Je voudrais r=E9server.",
  "--b1",
  'Content-Type: application/pdf; name="r.pdf"',
  'Content-Disposition: attachment; filename="r.pdf"',
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from("%PDF-1.7").toString("base64"),
  "--b1--",
].join("\r\n");

it("reads a mail that the webhook posts raw", async () => {
  const read = await mail({ email: raw, subject: "ignored", dkim: "{@mail.example : pass}" });
  expect(read).toMatchObject({
    from: "asha@mail.example",
    sender: { address: "ravi@post.example", claim: "reply-to ravi@post.example through asha@mail.example" },
    messageId: "r1@mail.example",
    thread: { subject: "Réservation" },
  });
  expect(read?.text.trim()).toBe("Je voudrais réserver.");
  expect(read?.files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["%PDF-1.7"]);
});

it("reads a raw mail that breaks MIME, and the beginning of one that is too long", async () => {
  const broken = `From: asha@mail.example\r\n${"X-A: b\r\n".repeat(20_000)}\r\nHello`;
  expect(await mail({ email: broken })).toMatchObject({ from: "asha@mail.example" });
  const lines = `From: asha@mail.example\r\nContent-Type: text/plain\r\n\r\n${"a line\r\n".repeat(40_000)}`;
  expect(await mail({ email: lines })).toMatchObject({
    from: "asha@mail.example",
    text: expect.stringMatching(/^a line/),
  });
});

it("refuses a form of very many parts before it reads them", async () => {
  const parts = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, ""]));
  await expect(mail(parts)).rejects.toMatchObject({ status: 400, code: "form-invalid" });
});

it("reads a field whose part names a charset of its own", async () => {
  const part = "--x\r\nContent-Disposition: form-data; name=";
  const form = Buffer.concat([
    Buffer.from(`${part}"from"\r\n\r\nasha@mail.example\r\n`),
    Buffer.from(`${part}"text"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nनमस्ते\r\n--x--\r\n`),
  ]);
  expect(await readInboundMail(form, "multipart/form-data; boundary=x")).toMatchObject({ text: "नमस्ते" });
});
