import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { containsSecret } from "../../security/secrets/secret-shapes.ts";
import { contactsIn } from "./contacts.ts";
import { leadsIn } from "./links/leads.ts";
import { offersIn } from "./prices/free-of-charge.ts";
import { moneyIn } from "./prices/money.ts";
import { readableText } from "./readable.ts";

const money = (text: string) => moneyIn(text, "INR");

/** Customers' texts, sources and tools' results are read for amounts, so a stranger can choose these texts. */
describe("a long text", () => {
  it.each([
    ["digits, read for money", money, "7"],
    ["digits and commas, read for money", money, "7,"],
    ["decimals, read for money", money, "1.7"],
    ["currencies, read for money", money, "Rs ("],
    ["words of prices, read for money", money, "price is "],
    ["words of numbers, read for money", money, "five hundred and "],
    ["words for free, read for offers", offersIn, "free "],
    ["letters and dots, read for links", leadsIn, "a."],
    ["long labels, read for links", leadsIn, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."],
    ["hosts, read for links", leadsIn, "x.com"],
    ["schemes, read for links", leadsIn, "http:"],
    ["schemes with slashes, read for links", leadsIn, "http://"],
    ["brackets, read for links", leadsIn, "[.]"],
    ["words for dots, read for links", leadsIn, "a dot "],
    ["percent signs, read for links", leadsIn, "%25"],
    ["digits, read for contacts", contactsIn, "7 "],
    ["signs of addresses, read for contacts", contactsIn, "a@"],
    ["names and banks, read for contacts", contactsIn, "a.b@c "],
    ["capitals, read for accounts", contactsIn, "AB12"],
    ["words for at, read for contacts", contactsIn, "a at b dot "],
    ["invisible characters", readableText, "a\u200b"],
    ["words for a secret", containsSecret, "password:"],
    ["beginnings of tokens", containsSecret, "-eyJaaaaaaaaaaa"],
  ])("costs no more than its length: %s", (_, read: (text: string) => unknown, part) => {
    expect(growthAtEightfold((size) => read(part.repeat(size)), 3_000)).toBeLessThan(linearAtEightfold);
  });

  it("still has the amounts and percentages that stand in it", () => {
    const digits = "7".repeat(500);
    expect(money(`${digits}. It costs Rs. 12,34,567.50 and 3 lakh rupees`).amounts).toEqual([[1_234_567.5], [300_000]]);
    expect(money(`${digits} 12.5 %`).percentages).toEqual([[12.5]]);
  });
});
