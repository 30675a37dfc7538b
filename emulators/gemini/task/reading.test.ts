import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { says } from "../says.ts";
import { fieldsOf, type Values } from "./fields.ts";
import { valuesFrom } from "./reading.ts";

const text = { type: "string" };
const fields = fieldsOf({
  name: "register_interest",
  description: "",
  parameters: {
    type: "object",
    properties: {
      buyer_name: text,
      phone: text,
      email: text,
      area: text,
      visit_date: text,
      visit_time: text,
      budget: { type: "number" },
      bedrooms: { type: "integer" },
      guests: { type: "integer" },
      kind: { type: "string", enum: ["flat", "row_house"] },
      loan: { type: "boolean" },
      extras: { type: "array", items: text },
      order_id: text,
      notes: text,
    },
    required: ["buyer_name", "phone", "area", "visit_date", "visit_time", "budget", "bedrooms"],
  },
});

function read(said: string, field?: string, known: Values = {}): Values {
  const asked = fields.find(({ name }) => name === field);
  return valuesFrom(said, { fields, known, asked, now: new Date(2027, 1, 10, 9) });
}

it.each<[string, string, Values]>([
  ["buyer_name", "it's Leela Nair", { buyer_name: "Leela Nair" }],
  ["buyer_name", "Leela Nair, 98200 12345, Baner", { buyer_name: "Leela Nair", phone: "98200 12345", area: "Baner" }],
  ["buyer_name", "मेरा नाम लीला नायर है", { buyer_name: "लीला नायर" }],
  ["phone", "(+91) 98200-12345 is mine", { phone: "+91 98200-12345" }],
  ["phone", "९८२००१२३४५", { phone: "9820012345" }],
  ["area", "I'd like Baner please", { area: "Baner" }],
  ["area", "goa mein", { area: "goa" }],
  ["area", "12th", { area: "12th" }],
  ["area", "friday", { visit_date: "2027-02-12" }],
  ["visit_date", "12th", { visit_date: "2027-02-12" }],
  ["buyer_name", "for my son", {}],
  ["budget", "naam Leela Nair hai", { buyer_name: "Leela Nair" }],
  ["budget", "around 60 lakhs", { budget: 6_000_000 }],
  ["budget", "1.5 crore", { budget: 15_000_000 }],
  ["budget", "₹45,000", { budget: 45_000 }],
  ["budget", "80k", { budget: 80_000 }],
  ["bedrooms", "teen", { bedrooms: 3 }],
  ["bedrooms", "2 bhk", { bedrooms: 2 }],
  ["loan", "yes", { loan: true }],
  ["loan", "nahi", { loan: false }],
  ["extras", "parking, garden and a lift", { extras: ["parking", "garden", "a lift"] }],
  ["notes", "No water for two days", { notes: "No water for two days" }],
  ["notes", "no", {}],
  ["notes", "Please call after six. Why is it so dear?", { notes: "Please call after six. Why is it so dear?" }],
])("reads for %s: %s", (field, said, values) => expect(read(said, field)).toEqual(values));

it.each<[string, Values]>([
  ["I want 3 bedrooms", { bedrooms: 3 }],
  ["we are 5 people", { guests: 5 }],
  ["a row house on friday at 4 pm", { kind: "row_house", visit_date: "2027-02-12", visit_time: "16:00" }],
  ["my name is Leela and my email is l@example.org", { buyer_name: "Leela", email: "l@example.org" }],
  ["area: Baner; budget: 70 lakh", { area: "Baner", budget: 7_000_000 }],
  ["it is AB-1204", { order_id: "AB-1204" }],
  ["where is order 1204?", { order_id: "1204" }],
  ["a vitamin B12 test", {}],
  ["aRowHouse or a Row House", { kind: "row_house" }],
  ["the area is wrong", {}],
  ["I am looking for something in 2027", {}],
  ["call 9820012345 on 3 March", { phone: "9820012345", visit_date: "2027-03-03" }],
])("reads without a question: %s", (said, values) => expect(read(said)).toEqual(values));

it("takes what is new and not what is known already", () => {
  const known = { visit_date: "2027-02-11" };
  expect(read("not tomorrow, on Friday", undefined, known)).toEqual({ visit_date: "2027-02-12" });
});

it.each(["talk to ", "my name is ", "1-", "a.", "monday ", "cancel it ", "“x” (", "5 dec "])(
  "reads long texts of %j in linear time",
  (part) => {
    const run = (size: number) => {
      const said = part.repeat(size);
      read(said, "buyer_name");
      return Object.values(says).map((is) => is(said));
    };
    expect(growthAtEightfold(run, 500)).toBeLessThan(linearAtEightfold);
  },
);
