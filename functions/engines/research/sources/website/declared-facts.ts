import { claimLimits, type ResearchClaim } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { readHours } from "../../facts/read-hours.ts";
import { languagesIn } from "../../facts/read-languages.ts";
import { phonesIn } from "../../facts/read-phones.ts";
import { pricesIn } from "../../facts/read-prices.ts";
import type { ReadSettings } from "../../facts/reading.ts";
import { emailsIn } from "../../facts/says.ts";
import type { Claimed, Line } from "./claimed.ts";
import { postcodeIn } from "./postcode.ts";
import { socialIn } from "./social-in.ts";

/** The facts of lines such as `telephone: +91 20 4123 4567`, which a page declares for machines. */
export function declaredFacts(lines: readonly Line[], settings: ReadSettings): readonly Claimed[] {
  return lines.flatMap((line) => {
    const [, key = "", value = ""] = /^([a-z ]+): (.*)$/s.exec(line.text) ?? [];
    const start = key === "lang" ? line.start : line.start + key.length + 2;
    const span = { start, end: line.start + line.text.length };
    return claimsOf(key, value, settings).map((claim) => ({ claim, span }));
  });
}

function claimsOf(key: string, value: string, settings: ReadSettings): readonly ResearchClaim[] {
  const [first = "", ...rest] = value.split(" | ");
  const second = rest.join(" | ");
  switch (key) {
    case "lang":
      return languagesIn(`lang: ${value}`).map((language) => ({ kind: "language", value: language }));
    case "speaks":
      return languagesIn(value).map((language) => ({ kind: "language", value: language }));
    case "name":
    case "site name":
      return [{ kind: "name", value: value.slice(0, claimLimits.name) }];
    case "description":
      return [{ kind: "description", value: value.slice(0, claimLimits.text) }];
    case "color":
      return /^#[0-9a-f]{6}$/i.test(value) ? [{ kind: "color", value: value.toLowerCase() }] : [];
    case "logo":
      return /^https?:/.test(value) ? [{ kind: "logo", value: value.slice(0, claimLimits.url) }] : [];
    case "same as":
      return socialIn(value);
    case "telephone":
      return phonesIn(value, settings).map(({ number }) => ({ kind: "phone", value: number }));
    case "email":
      return emailsIn(value).map(({ email }) => ({ kind: "email", value: email }));
    case "address": {
      const text = value.slice(0, claimLimits.text);
      return [{ kind: "address", value: { text, postcode: postcodeIn(text, settings.region) ?? null } }];
    }
    case "hours": {
      const hours = readHours(value);
      return hours === undefined ? [] : [{ kind: "hours", value: [...hours] }];
    }
    case "founded":
      return /^(1[6-9]|20)\d\d$/.test(value) ? [{ kind: "founding_year", value: Number(value) }] : [];
    case "product": {
      const price = pricesIn(second, settings)[0]?.price ?? null;
      return [{ kind: "product", value: { name: first.slice(0, claimLimits.name), price } }];
    }
    case "question":
      return faqOf(first, second);
    case "person":
      return [{ kind: "person", value: { name: first.slice(0, claimLimits.name), role: second.slice(0, 80) || null } }];
    default:
      return [];
  }
}

function faqOf(question: string, answer: string): readonly ResearchClaim[] {
  const value = { question: question.slice(0, claimLimits.text), answer: answer.slice(0, claimLimits.answer) };
  return [{ kind: "faq", value }];
}
