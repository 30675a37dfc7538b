import { pdfLanguages } from "../../../shared/documents/pdf/pdf-document.ts";
import { PriceModel } from "../../engines/pricing/model/price-models.ts";
import { proposalPdf } from "../../engines/pricing/proposals/proposal-pdf.ts";
import { shownProposal } from "../../engines/pricing/proposals/shown.ts";
import { proposalWords } from "../../engines/pricing/proposals/words.ts";
import { escaped } from "../theme/page-frame.ts";
import { openedProposal } from "./opened-proposal.fixture.ts";
import { proposalPage, refusalPage } from "./page.ts";

const token = "x".repeat(22);

test("the rows sum to the total as they are written", () => {
  const paise = (text: string) => Number(text.replace(/[^\d-]/g, ""));
  const { rows } = shownProposal(openedProposal().contents);
  const sums = rows.slice(0, -1).filter(({ label }) => label !== "Net");
  const total = rows.at(-1);
  expect(sums.reduce((sum, { amount }) => sum + paise(amount), 0)).toBe(paise(total?.amount ?? ""));
  expect(rows.map(({ label }) => label)).toEqual([
    ...["Monthly fee", "Conversations", "Discount", "Net", "CGST", "SGST", "Total a month"],
  ]);
});

test("the page shows the same rows as the PDF, in every language", () => {
  for (const language of pdfLanguages) {
    const each = openedProposal({ language });
    const page = proposalPage(each, token);
    const printed = JSON.stringify(proposalPdf(each.proposal, each.contents));
    for (const { label, amount } of shownProposal(each.contents).rows) {
      expect(page).toContain(`<th scope="row">${escaped(label)}</th>`);
      expect(page).toContain(`<td>${escaped(amount)}</td>`);
      expect(printed).toContain(amount);
    }
    expect(page).toContain(`<html lang="${language}" `);
  }
});

test("the page tells every tier, also those that a month does not reach, and what is included", () => {
  const { contents } = openedProposal();
  const facts = (model: unknown, language: "en" | "hi" = "en") =>
    shownProposal({ ...contents, language, quote: { ...contents.quote, model: PriceModel.parse(model) } }).facts.map(
      ({ label, value }) => `${label} = ${value}`,
    );
  const tiers = [
    { up_to: 10_000, price: "9.125" },
    { up_to: null, price: "7" },
  ];
  expect(facts({ kind: "tiers", unit: "conversation", tiers })).toEqual(
    expect.arrayContaining(["Conversations: 1 to 10,000 = ₹9.125", "Conversations: from 10,001 = ₹7.00"]),
  );
  const outcome = { kind: "outcome", included: 50, price: "35" };
  expect(facts(outcome)).toContain("Included a month = Lasting resolutions: 50");
  expect(facts(outcome, "hi")).toContain("प्रति माह शामिल = स्थायी समाधान: 50");
});

test("texts of both parties are never markup", () => {
  const page = proposalPage(
    openedProposal({ title: '<img src=x onerror="1">', client_name: "'\"><script>" }, "accepted"),
    token,
  );
  expect(page).not.toMatch(/<img|<script|<b>/);
  expect(page).toContain("&#60;b&#62;Asha&#60;/b&#62;");
});

test.each([
  ["open", true, undefined],
  ["accepted", false, "Accepted by"],
  ["expired", false, "This proposal expired on 29 December 2026"],
  ["withdrawn", false, "This proposal was withdrawn."],
] as const)("one that is %s has a form: %s", (status, hasForm, notice) => {
  const page = proposalPage(openedProposal({}, status), token);
  expect(page.includes("<form")).toBe(hasForm);
  if (notice) expect(page).toContain(notice);
});

test("an incomplete form is told in the page's language", () => {
  expect(proposalPage(openedProposal({ language: "hi" }), token, true)).toContain(proposalWords.hi.nameMissing);
});

test("a refusal is told in every language", () => {
  const page = refusalPage({
    en: "This link has expired.",
    hi: "यह लिंक अब मान्य नहीं है।",
    ur: "یہ لنک اب کارآمد نہیں ہے۔",
  });
  expect(page).toContain('lang="hi">यह लिंक');
  expect(page).toContain('lang="ur" dir="rtl">یہ لنک');
});

test("Urdu is written from right to left, with amounts in the digits of telephones that keep their sign", () => {
  const page = proposalPage(openedProposal({ language: "ur" }), token);
  expect(page).toContain('<html lang="ur" dir="rtl">');
  expect(page).toContain("₹25,000.00");
  expect(page).toMatch(/\u200e-₹[\d,]+\.\d\d/);
});

test("all languages have every word, and every place to fill in", () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  const texts = ({ models, lines, ...rest }: (typeof proposalWords)["en"]) => ({ ...rest, ...models, ...lines });
  for (const language of pdfLanguages) {
    const others = new Map(Object.entries(texts(proposalWords[language])));
    for (const [name, text] of Object.entries(texts(proposalWords.en)))
      expect([language, name, places(others.get(name) ?? "")]).toEqual([language, name, places(text)]);
  }
});
