import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { numbersIn, quantityAt, tokensOf } from "../../agent/guard/prices/quantities.ts";
import { spokenText } from "./index.ts";
import { lexicons } from "./lexicons/index.ts";

const now = new Date("2026-11-29T04:00:00Z");

function say(text: string, language = "en-IN", more: { currency?: string; monthFirst?: boolean } = {}): string {
  return spokenText(text, { language, currency: "INR", timeZone: "Asia/Kolkata", now, ...more });
}

describe("spokenText in English", () => {
  it.each([
    ["₹1,250", "one thousand two hundred fifty rupees"],
    ["₹2,999.50", "two thousand nine hundred ninety nine rupees and fifty paise"],
    ["₹0.50, ₹1 and ₹1.01", "fifty paise, one rupee and one rupee and one paisa"],
    ["Rs. 500-700", "five hundred to seven hundred rupees"],
    ["₹500–₹700", "five hundred to seven hundred rupees"],
    ["₹1.5 lakh", "one point five lakh rupees"],
    ["₹2 crore", "two crore rupees"],
    ["INR 12,34,567/-", "twelve lakh thirty four thousand five hundred sixty seven rupees"],
    ["250/- only", "two hundred fifty rupees only"],
    ["₹999/month", "nine hundred ninety nine rupees per month"],
    ["1250 rupees", "one thousand two hundred fifty rupees"],
    ["$1,299.99", "one thousand two hundred ninety nine dollars and ninety nine cents"],
    ["USD 1,000,000", "one million dollars"],
    ["€1.234,50", "one thousand two hundred thirty four euros and fifty cents"],
    ["SGD 50", "fifty Singapore dollars"],
    ["10,00,000 and 1000000", "ten lakh and ten lakh"],
    ["12.5% off", "twelve point five percent off"],
    ["98.6°F or -5°C", "ninety eight point six degrees Fahrenheit or minus five degrees Celsius"],
    ["1 km, 500mg, 24-48 hrs", "one kilometre, five hundred milligrams, twenty four to forty eight hours"],
    ["2h 30m", "two hours thirty minutes"],
    ["120/80 mmHg", "one hundred twenty by eighty millimetres of mercury"],
    ["< 100 mg/dL", "less than one hundred milligrams per decilitre"],
    ["29/11/2026", "twenty ninth November"],
    ["2027-01-05", "fifth January twenty twenty seven"],
    ["29 Nov, Dec 5, 2027", "twenty ninth November, fifth December twenty twenty seven"],
    ["5-6 Dec.", "fifth to sixth December."],
    ["in May 2027, May 5 people come?", "in May twenty twenty seven, May five people come?"],
    ["2026-11-29T10:30:00Z", "twenty ninth November, four PM"],
    ["10:30 AM", "ten thirty AM"],
    ["14:00", "two PM"],
    ["9:00-18:00", "nine AM to six PM"],
    ["10-11 AM", "ten to eleven AM"],
    ["9:05, 12:00 PM, 00:00", "nine oh five, twelve noon, twelve midnight"],
    ["+91 98765 43210", "plus nine one, nine eight seven six five, four three two one zero"],
    ["9876543210.", "nine eight seven six five, four three two one zero."],
    ["call 112", "call one hundred twelve"],
    ["asha.rao_2@gmail.com", "asha dot rao underscore two at gmail dot com"],
    ["see https://www.sunrise.example/book?x=1.", "see sunrise dot example."],
    ["ORD-2024-AB12", "O R D, two zero two four, A B one two"],
    [
      "OTP 4821, order number 12345, #1042",
      "OTP four eight two one, order number one two three four five, number one zero four two",
    ],
    ["Vitamin B12, T3, HbA1c, COVID-19", "Vitamin B twelve, T three, HbA one c, COVID nineteen"],
    ["Dr. Rao (No. 5) & Mr. Sen", "Doctor Rao (number five) and Mister Sen"],
    ["**Bold** and _it_ [[kb-1]] 😊", "Bold and it"],
    ["- one\n- two", "one.\ntwo"],
    ["[our site](https://a.example/x)", "our site"],
    ["22nd floor, flat 007", "twenty second floor, flat zero zero seven"],
    ["in the 1990s, version 1.2.3", "in the 1990s, version one point two point three"],
    ["1234 5678 9012", "one two three four, five six seven eight, nine zero one two"],
    ["-₹500 = ₹100, e.g., 5", "minus five hundred rupees equals one hundred rupees, for example, five"],
    ["| Test | Price |\n|---|---|\n| CBC | ₹350 |", "Test, Price.\nCBC, three hundred fifty rupees"],
    ["open 24/7, well-known", "open twenty four seven, well-known"],
  ])("says %j", (text, spoken) => {
    expect(say(text)).toBe(spoken);
  });

  it("counts in millions for a tenant of another country, and reads 5/12 as the tenant's customers do", () => {
    expect(say("1500000", "en-US", { currency: "USD" })).toBe("one million five hundred thousand");
    expect(say("5/12/2027", "en-US", { monthFirst: true })).toBe("twelfth May twenty twenty seven");
    expect(say("5/12/2027")).toBe("fifth December twenty twenty seven");
  });
});

describe("spokenText in the languages of India", () => {
  it.each([
    ["hi", "टेस्ट ₹1,250 का है।", "टेस्ट बारह सौ पचास रुपये का है।"],
    ["hi", "2999 रुपये, 12.5% छूट", "दो हज़ार नौ सौ निन्यानवे रुपये, साढ़े बारह प्रतिशत छूट"],
    ["hi", "₹1.5 लाख, ₹2,500.50", "डेढ़ लाख रुपये, दो हज़ार पांच सौ रुपये पचास पैसे"],
    ["hi", "सुबह 10:30 बजे, 14:00, 4:45 PM", "सुबह साढ़े दस बजे, दोपहर दो बजे, शाम पौने पांच बजे"],
    ["hi", "29/11/2027 या 5 Dec", "उनतीस नवंबर दो हज़ार सत्ताईस या पांच दिसंबर"],
    ["hi", "डॉ. राव, 5 किमी, 10 से 12, 9-18", "डॉक्टर राव, पांच किलोमीटर, दस से बारह, नौ से अठारह"],
    ["hi", "१२५० रुपये", "बारह सौ पचास रुपये"],
    ["hi", "98765 43210 पर", "नौ आठ सात छह पांच, चार तीन दो एक शून्य पर"],
    ["hi", "asha.rao@gmail.com पर", "asha डॉट rao ऐट gmail डॉट com पर"],
    ["hi", "Aapka test ₹350 ka hai", "Aapka test तीन सौ पचास रुपये ka hai"],
    ["bn", "দাম ₹1,250, ₹200", "দাম বারোশো পঞ্চাশ টাকা, দুশো টাকা"],
    ["bn", "সকাল 10:30টায়, 10টা", "সকাল সাড়ে দশটায়, দশটা"],
    ["te", "ధర ₹1,250, ₹250, ₹1", "ధర పన్నెండు వందల యాభై రూపాయలు, రెండు వందల యాభై రూపాయలు, ఒక రూపాయి"],
    ["te", "2000 మంది, ఉదయం 10:30 గంటలకు", "రెండు వేలు మంది, ఉదయం పదిన్నర గంటలకు"],
    ["mr", "किंमत ₹1,250 आहे, ₹100", "किंमत बाराशे पन्नास रुपये आहे, शंभर रुपये"],
    ["mr", "सकाळी 10:30 वाजता", "सकाळी साडे दहा वाजता"],
    ["ta", "விலை ₹1,250, ₹2,500", "விலை ஆயிரத்தி இருநூற்றி ஐம்பது ரூபாய், இரண்டாயிரத்தி ஐந்நூறு ரூபாய்"],
    ["ta", "காலை 10:30 மணிக்கு, 14:00", "காலை பத்தரை மணிக்கு, மதியம் இரண்டு மணி"],
    ["gu", "કિંમત ₹1,250, ₹200", "કિંમત બારસો પચાસ રૂપિયા, બસો રૂપિયા"],
    ["gu", "સવારે 10:30 વાગ્યે", "સવારે સાડા દસ વાગ્યે"],
    ["ur", "قیمت ₹1,250 ہے۔", "قیمت بارہ سو پچاس روپے ہے۔"],
    ["ur", "صبح 10:30 بجے", "صبح ساڑھے دس بجے"],
  ])("says %s: %s", (language, text, spoken) => {
    expect(say(text, language)).toBe(spoken.normalize("NFKC"));
  });

  it("reads a text in the language of its script, and keeps the digits of a language that it does not know", () => {
    expect(say("टेस्ट ₹500", "en-IN")).toBe("टेस्ट पांच सौ रुपये".normalize("NFKC"));
    expect(say("The test costs ₹500", "hi-IN")).toBe("The test costs five hundred rupees");
    expect(say("ಪರೀಕ್ಷೆ ₹1,250", "kn-IN")).toBe("ಪರೀಕ್ಷೆ ₹1,250");
  });

  it.each(Object.entries(lexicons))(
    "has a word of its own for each number below a hundred (%s)",
    (_language, lexicon) => {
      const words = Array.from({ length: 100 }, (_, value) => lexicon.cardinal(value));
      expect(new Set(words).size).toBe(100);
      expect(words.every((word) => word.trim() === word && word !== "" && !/\d/.test(word))).toBe(true);
    },
  );
});

/** Repeatable numbers between 0 and 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The one number that a spoken text has, by the reader of the guard, which knows nothing of how it was said. */
function heard(spoken: string): number | undefined {
  const quantity = quantityAt(tokensOf(spoken), 0);
  return quantity?.values[0];
}

describe("what is said", () => {
  it.each(["en", "hi", "ur"])("is the same amount, for 10,000 of them (%s)", (language) => {
    const random = randomNumbers(20261129);
    for (let round = 0; round < 10_000; round += 1) {
      const amount = Math.floor(10 ** (random() * 9));
      const paise = random() < 0.3 ? Math.floor(random() * 100) : 0;
      const written = `₹${amount.toLocaleString("en-IN")}${paise === 0 ? "" : `.${String(paise).padStart(2, "0")}`}`;
      const { major, minor } = lexicons[language]?.currencies.INR ?? { major: "", minor: "" };
      const spoken = spokenText(written, { language, currency: "INR", timeZone: "Asia/Kolkata", now });
      const [rupees = "", rest = ""] = spoken.split(
        new RegExp(` (?:${[major].flat().join("|")})(?:${language === "en" ? " and" : ""} |$)`),
      );
      expect([written, heard(rupees)]).toEqual([written, amount]);
      if (paise > 0)
        expect([written, heard(rest), [minor].flat().some((word) => rest.endsWith(word))]).toEqual([
          written,
          paise,
          true,
        ]);
    }
  });

  it.each(["bn", "te", "mr", "ta", "gu"])("has no digits left and differs for different amounts (%s)", (language) => {
    const said = new Map<string, number>();
    const random = randomNumbers(7);
    for (let round = 0; round < 10_000; round += 1) {
      const amount = Math.floor(10 ** (random() * 9));
      const spoken = spokenText(`₹${amount}/-`, { language, currency: "INR", timeZone: "Asia/Kolkata", now });
      expect(spoken).not.toMatch(/\d/);
      expect(said.get(spoken) ?? amount).toBe(amount);
      said.set(spoken, amount);
    }
  });

  it("keeps every number of a sentence", () => {
    const text = "The panel of 62 tests costs ₹4,999, which saves 12% of ₹5,680.";
    expect(numbersIn(say(text))).toEqual([62, 4_999, 12, 5_680]);
  });

  it.each([
    ["prose", "The test costs ₹1,250.50 on 29 Nov at 10:30 AM, call +91 98765 43210. "],
    ["digits", "7"],
    ["digits and commas", "7,"],
    ["digits and dashes", "7-"],
    ["brackets", "[["],
    ["stars", "*a"],
    ["dots", "a."],
    ["code letters", "A1-"],
    ["at signs", "a@"],
    ["currency signs", "₹ "],
    ["pipes and dashes", "|-"],
    ["spaces", " "],
  ])("is found in linear time: %s", (_name, unit) => {
    const text = (size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
    expect(growthAtEightfold((size) => say(text(size)), 12_500)).toBeLessThan(linearAtEightfold);
  });
});
