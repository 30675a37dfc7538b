import type { PdfLanguage } from "../../../../shared/documents/pdf/pdf-document.ts";
import { decimalOf } from "../../../../shared/prices/money.ts";
import type { ProposalContents } from "./contents.ts";
import { filledIn, proposalWords } from "./words.ts";

/** A row of the table of amounts. Sums have no number and no price. */
export interface ShownRow {
  readonly label: string;
  readonly units: string;
  readonly price: string;
  readonly amount: string;
  readonly kind: "line" | "sum" | "total";
}

/** A proposal in words and amounts, the same on the page and in the PDF. */
export interface ShownProposal {
  readonly title: string;
  readonly heading: string;
  readonly introduction: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly rows: readonly ShownRow[];
  readonly total: string;
  readonly notes: readonly string[];
}

/** Urdu takes the digits that its readers know from money and telephones. */
const locales = { en: "en-IN", hi: "hi-IN", ur: "ur-IN-u-nu-latn" } as const satisfies Record<PdfLanguage, string>;
type Language = PdfLanguage;

/** An amount with all digits of its currency. */
function money(minor: number, currency: string, language: Language): string {
  return written(decimalOf(minor, currency), currency, language, {});
}

/** A unit price with all its digits, which may be more than the currency has. */
function unitPrice(price: string, currency: string, language: Language): string {
  return written(price, currency, language, { maximumFractionDigits: 8 });
}

function written(decimal: string, currency: string, language: Language, more: Intl.NumberFormatOptions): string {
  const format = new Intl.NumberFormat(locales[language], { style: "currency", currency, ...more });
  return format.format(decimal as Intl.StringNumericLiteral);
}

function count(units: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 0 }).format(units);
}

/** A time for people in India, which its text says. */
export function proposalTime(iso: string, language: Language): string {
  // Written with "PM", a time would be read in two directions.
  const hourCycle = language === "ur" ? "h23" : undefined;
  const options = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Kolkata", hourCycle } as const;
  return `${new Intl.DateTimeFormat(locales[language], options).format(new Date(iso))} IST`;
}

export function shownProposal(contents: ProposalContents): ShownProposal {
  const { language, currency, quote, title, introduction } = contents;
  const words = proposalWords[language];
  const amount = (minor: number) => money(minor, currency, language);
  const sum = (label: string, minor: number): ShownRow => ({
    label,
    units: "",
    price: "",
    amount: amount(minor),
    kind: "sum",
  });
  const tax = { name: contents.tax_name, percent: contents.tax_percent };
  const setup = filledIn(words.setupNote, {
    amount: amount(quote.setup_minor),
    tax: amount(quote.setup_tax_minor),
    name: contents.tax_name,
  });
  return {
    title,
    heading: filledIn(words.proposalFor, { client: contents.client_name }),
    introduction: introduction.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ""),
    facts: [
      { label: words.sender, value: contents.sender },
      { label: words.howCharged, value: words.models[quote.model.kind] },
      ...ratesOf(contents),
      { label: words.contacts, value: count(contents.contacts, language) },
      ...(quote.setup_minor === 0 ? [] : [{ label: words.setup, value: setup }]),
      { label: words.validUntil, value: proposalTime(contents.valid_until, language) },
    ],
    rows: [
      ...quote.lines.map(
        (line): ShownRow => ({
          label: words.lines[line.what],
          units: count(line.units, language),
          price: unitPrice(line.price, currency, language),
          amount: amount(line.amount_minor),
          kind: "line",
        }),
      ),
      ...(quote.discount_minor === 0 ? [] : [sum(words.discount, -quote.discount_minor)]),
      sum(words.net, quote.net_minor),
      ...(quote.tax_parts.length === 0
        ? [sum(filledIn(words.tax, tax), quote.tax_minor)]
        : quote.tax_parts.map(({ name, amount_minor }) => sum(name, amount_minor))),
      { ...sum(words.total, quote.total_minor), kind: "total" },
    ],
    total: amount(quote.total_minor),
    notes: [...(quote.model.kind === "outcome" ? [words.outcomeNote] : []), words.useNote],
  };
}

/** What the amounts of one month do not show: included units, and the tiers that are not reached. */
function ratesOf({ quote: { model }, language, currency }: ProposalContents): ShownProposal["facts"] {
  const words = proposalWords[language];
  if (model.kind === "hybrid" || model.kind === "outcome") {
    const what = words.lines[model.kind === "hybrid" ? model.unit : "lasting-resolution"];
    return model.included === 0
      ? []
      : [{ label: words.included, value: `${what}: ${count(model.included, language)}` }];
  }
  if (model.kind !== "tiers") return [];
  return model.tiers.map(({ up_to: end, price }, index) => {
    const from = count((model.tiers[index - 1]?.up_to ?? 0) + 1, language);
    const places = { what: words.lines[model.unit], from, to: end === null ? "" : count(end, language) };
    const label = filledIn(end === null ? words.lastTier : words.tier, places);
    return { label, value: unitPrice(price, currency, language) };
  });
}
