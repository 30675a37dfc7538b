import fc from "fast-check";
import { growthAtEightfold, linearAtEightfold } from "../../../../../tests/growth.fixture.ts";
import { textOfHtml } from "./html-text.ts";
import { newText } from "./new-text.ts";

it.each([
  [
    "Gmail",
    "Yes please.\r\n\r\nOn Mon, 23 Nov 2026 at 10:12, Maya <care@clinic.in> wrote:\r\n\r\n> Shall I book it?\r\n",
  ],
  [
    "Gmail, with a wrapped header",
    "Yes please.\n\nOn Mon, 23 Nov 2026 at 10:12, HealthFirst Diagnostics\n<care@clinic.in> wrote:\n> Shall I?",
  ],
  [
    "Outlook",
    "Yes please.\n\n________________________________\nFrom: Maya <care@clinic.in>\nSent: Monday\nShall I book it?",
  ],
  [
    "Outlook without its line",
    "Yes please.\n\nFrom: Maya <care@clinic.in>\nSent: Monday, 23 November 2026\nTo: Asha\n\nShall I?",
  ],
  ["a phone", "Yes please.\n\nSent from my iPhone\n\n> On 23 Nov 2026, Maya wrote:\n> Shall I?"],
  ["a signature", "Yes please.\n-- \nAsha Rao\n+91 98123 45678"],
  ["German", "Yes please.\n\nAm 23.11.2026 um 10:12 schrieb Maya <care@clinic.in>:\n> Shall I?"],
  ["Hindi", "Yes please.\n\nसोम, 23 नव॰ 2026 को 10:12 बजे Maya <care@clinic.in> ने लिखा:\n> Shall I?"],
  ["Bengali", "Yes please.\n\nসোম, ২৩ নভে, ২০২৬ তারিখে Maya <care@clinic.in> লিখেছেন:\n> Shall I?"],
  ["Hindi without an address", "Yes please.\n\n23 नवंबर को 10:12 बजे Maya ने लिखा:\n> Shall I?"],
  ["Portuguese", "Yes please.\n\nEm seg., 23 de nov. de 2026 às 10:12, Maya <care@clinic.in> escreveu:\n> Shall I?"],
  ["Italian", "Yes please.\n\nIl giorno lun 23 nov 2026 alle ore 10:12 Maya <care@clinic.in> ha scritto:\n> Shall I?"],
  ["Italian without an address", "Yes please.\n\nIl giorno lun 23 nov Maya ha scritto:\n\n> Shall I?"],
  ["Swedish", "Yes please.\n\nDen mån 23 nov. skrev Maya Rao:\n> Shall I?"],
  ["Chinese", "Yes please.\n\n在 2026年11月23日，Maya 写道：\n> Shall I?"],
  [
    "a header directly below the text",
    "Yes please.\nOn Mon, 23 Nov 2026 at 10:12, Maya <care@clinic.in> wrote:\n> Shall I?",
  ],
  ["unmarked quoted text", "Yes please.\n\nOn Mon, 23 Nov 2026 at 10:12, Maya <care@clinic.in> wrote:\nShall I?"],
])("keeps only the new text: %s", (_, mail) => {
  expect(newText(mail)).toBe("Yes please.");
});

it("keeps answers between quoted lines, and a mail that only quotes", () => {
  expect(newText("> Which day?\nMonday\n> Which place?\nAt home")).toBe("Monday\nAt home");
  expect(newText("> Which day?")).toBe("> Which day?");
});

it("keeps text that only resembles a quote header", () => {
  const mail = "On Monday I wrote: where is my report?\nFrom: Andheri I can come at 10.\nThanks";
  expect(newText(mail)).toBe(mail);
});

it("keeps a sentence that reads like a quote header", () => {
  const mail = "Hello,\n\nOn the prescription the doctor wrote:\n- CBC\n- Vitamin D\n\nCan I book both for Saturday?";
  expect(newText(mail)).toBe(mail);
});

it("keeps text below a horizontal rule, and a closing greeting", () => {
  const mail = "My list:\n---\n- CBC\n\nCheers,\nAsha";
  expect(newText(mail)).toBe(mail);
});

it("converts HTML: lists, tables, an answer below the quote, Outlook's history", () => {
  expect(textOfHtml("<h2>My tests</h2><ul><li>CBC</li><li>Vitamin D</li></ul>")).toBe("My tests\n * CBC\n * Vitamin D");
  expect(textOfHtml("<table><tr><td>CBC</td></tr><tr><td>Sugar</td></tr></table>")).toBe("CBC\nSugar");
  expect(textOfHtml("<blockquote>Which day?</blockquote><p>Monday</p>")).toBe("Monday");
  expect(textOfHtml('<p>Yes</p><hr><div id="divRplyFwdMsg">From: Maya</div><div>Which day?</div>')).toContain("Yes");
  expect(textOfHtml('<p>Yes</p><div id="divRplyFwdMsg">From: Maya</div><div>Which day?</div>')).toBe("Yes");
  expect(textOfHtml("<blockquote>All of it is quoted</blockquote>")).toBe("> All of it is quoted");
});

it("reads a mail in linear time", () => {
  const pieces = [
    "> x\n",
    "\n",
    "On x\n",
    "On Mon 10:12 <a@b> \n",
    "Op \n",
    "<a@b ",
    "--\n",
    "को ",
    "On ",
    "_",
    "\n> ",
  ];
  const tags = ["<div>", "<ul><li>", "<p><b><i>x", "<table><tr><td>", "<blockquote>", "</p>", "<br>"];
  const broken = ["<", "<div ", "<style", "&#", "<a <b "];
  for (const [piece, read] of [
    ...[...pieces, ...broken].map((one) => [one, newText] as const),
    ...[...tags, ...broken].map((one) => [one, textOfHtml] as const),
  ])
    expect(growthAtEightfold((length) => read(piece.repeat(length / piece.length)), 125_000)).toBeLessThan(
      linearAtEightfold,
    );
});

it("converts an HTML-only mail without scripts and quotes", () => {
  const html =
    '<html><head><title>x</title><style>p{}</style></head><body><p>Yes &amp; thanks &#128591;</p><div>Bye<br>Asha</div><div class="gmail_quote">On Monday Maya wrote</div></body></html>';
  expect(textOfHtml(html)).toBe("Yes & thanks 🙏\nBye\nAsha");
  expect(textOfHtml("<script>alert(1)</script>Hi &bogus; &#x110000; &#0;")).toBe("Hi &bogus;");
  expect(textOfHtml("&constructor;")).toBe("&constructor;");
});

it.each([
  ["Yahoo", '<p>Yes</p><div class="yahoo_quoted">On Monday, Maya wrote:<p>Which day?</p></div>'],
  ["GMX", '<p>Yes</p><div name="quote"><b>Von:</b> Maya<p>Which day?</p></div>'],
  ["Outlook on the web", '<p>Yes</p><div id="appendonsend"></div><hr><b>From:</b> Maya<p>Which day?</p>'],
  [
    "a head above a removed quotation",
    "<p>Yes</p><p>On 11/23/26 10:12, Maya wrote:</p><blockquote>Which day?</blockquote>",
  ],
])("keeps only the new text of an HTML mail: %s", (_, html) => {
  expect(newText(textOfHtml(html))).toBe("Yes");
});

it("accepts any text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => typeof newText(text) === "string" && typeof textOfHtml(text) === "string",
    ),
  );
});
