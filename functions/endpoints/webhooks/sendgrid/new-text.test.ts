import fc from "fast-check";
import { newText, textOfHtml } from "./new-text.ts";

it.each([
  [
    "Gmail",
    "Yes please.\r\n\r\nOn Mon, 23 Nov 2026 at 10:12, Maya <care@clinic.in> wrote:\r\n\r\n> Shall I book it?\r\n",
  ],
  [
    "Gmail, its head broken in two",
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
])("keeps what was written anew: %s", (_, mail) => {
  expect(newText(mail)).toBe("Yes please.");
});

it("keeps answers between quoted lines, and a mail that only quotes", () => {
  expect(newText("> Which day?\nMonday\n> Which place?\nAt home")).toBe("Monday\nAt home");
  expect(newText("> Which day?")).toBe("> Which day?");
});

it("leaves alone what only looks like it", () => {
  const mail = "On Monday I wrote: where is my report?\nFrom: Andheri I can come at 10.\nThanks";
  expect(newText(mail)).toBe(mail);
});

it("reads a mail that is HTML only, without scripts and quotes", () => {
  const html =
    '<html><head><title>x</title><style>p{}</style></head><body><p>Yes &amp; thanks &#128591;</p><div>Bye<br>Asha</div><div class="gmail_quote">On Monday Maya wrote</div></body></html>';
  expect(textOfHtml(html)).toBe("Yes & thanks 🙏\nBye\nAsha");
  expect(textOfHtml("<script>alert(1)</script>Hi &bogus; &#x110000; &#0;")).toBe("Hi &bogus;");
  expect(textOfHtml("&constructor;")).toBe("&constructor;");
});

it("reads anything, in a time that grows with its length only", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => typeof newText(text) === "string" && typeof textOfHtml(text) === "string",
    ),
  );
  const startedAt = performance.now();
  for (const hostile of ["<", "<div ", "<style", "On ", "&#", "_", "\n> ", "<a <b "]) {
    newText(hostile.repeat(200_000));
    textOfHtml(hostile.repeat(200_000));
  }
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
