import { plainDigits } from "../../../../../../shared/schema/plain-digits.ts";
import { growthAtEightfold, linearAtEightfold } from "../../../../../../tests/growth.fixture.ts";
import { phonesIn } from "./phone.ts";

const values = (text: string, country: "IN" | "US" | "GB" = "IN") =>
  phonesIn(plainDigits(text), country).map(({ value }) => value);

describe("phone numbers in customers' messages", () => {
  it.each([
    ["My number is 9812345678", "+919812345678"],
    ["9812345678", "+919812345678"],
    ["call me on 98123 45678 please", "+919812345678"],
    ["+91 98123-45678", "+919812345678"],
    ["0091 98123 45678", "+919812345678"],
    ["09812345678", "+919812345678"],
    ["919812345678", "+919812345678"],
    ["phone:9812345678.", "+919812345678"],
    ["(981) 234 5678", "+919812345678"],
    ["मेरा नंबर ९८१२३४५६७८ है", "+919812345678"],
    ["আমার ফোন নম্বর ৯৮১২৩৪৫৬৭৮", "+919812345678"],
    ["నా నంబర్ ౯౮౧౨౩౪౫౬౭౮", "+919812345678"],
    ["எண் ௯௮௧௨௩௪௫௬௭௮", "+919812345678"],
    ["નંબર ૯૮૧૨૩૪૫૬૭૮", "+919812345678"],
    ["میرا نمبر ۹۸۱۲۳۴۵۶۷۸ ہے", "+919812345678"],
    ["mera number 9812345678 hai", "+919812345678"],
    ["Asha, 9812345678, Pune", "+919812345678"],
    ["order 4711, my mobile 9812345678", "+919812345678"],
    ["＋９１９８１２３４５６７８", "+919812345678"],
    ["office 022 2345 6789 phone", "+912223456789"],
    ["+1 415 555 2671", "+14155552671"],
  ])("%s", (text, phone) => expect(values(text)).toEqual([phone]));

  it.each([
    ["(415) 555-2671", "US", "+14155552671"],
    ["415.555.2671", "US", "+14155552671"],
    ["07400 123456", "GB", "+447400123456"],
  ] as const)("%s in %s", (text, country, phone) => expect(values(text, country)).toEqual([phone]));

  it.each([
    "order 9812345678",
    "My order number is 9812345678",
    "order no. 9812345678",
    "Order ID: 9812345678",
    "ticket #9812345678",
    "booking reference 9812345678",
    "invoice INV9812345678",
    "test code CBC-9812345678",
    "sample id 9812345678",
    "₹9812345678",
    "Rs 9812345678",
    "Rs. 98,12,345",
    "9812345678 rupees",
    "1,23,45,67,890",
    "9812345678.50",
    "aadhaar 9812 3456 7890",
    "9198 1234 5678",
    "4111 1111 1111 1111",
    "account 98123456789",
    "OTP 482913",
    "2026-11-22 10:30",
    "22/11/2026 10 30",
    "12 10 2026 10 30",
    "pin 411001",
    "TSH 4.5 and T3 1.2, T4 8.9",
    "1234567890",
    "0000000000",
    "98123456",
    "https://example.com/9812345678",
    "asha9812345678@okaxis",
    "utr 9812345678",
    "1800 123 4567",
    "",
  ])("finds no number: %s", (text) => expect(values(text)).toEqual([]));

  it.each(["9 ", "98123 4567"])("runs in linear time on repeated %j", (digits) => {
    const read = (length: number) => values(digits.repeat(length / digits.length));
    expect(growthAtEightfold(read, 500)).toBeLessThan(linearAtEightfold);
  });
});
