import { dateIn, nowIn } from "./dates.ts";
import { timeIn } from "./times.ts";

/** A Wednesday. */
const now = nowIn("# Now\nIt is Wednesday, 2027-02-10, 10:00 in Asia/Kolkata.");

it.each([
  ["tomorrow", "2027-02-11"],
  ["the day after tomorrow please", "2027-02-12"],
  ["on friday", "2027-02-12"],
  ["next Monday", "2027-02-15"],
  ["3rd of March", "2027-03-03"],
  ["Mar 3", "2027-03-03"],
  ["5/3/2027", "2027-03-05"],
  ["in two weeks", "2027-02-24"],
  ["the 9th", "2027-03-09"],
  ["the 31st", "2027-03-31"],
  ["kal", "2027-02-11"],
  ["agle somvar ko", "2027-02-15"],
  ["12 tarikh", "2027-02-12"],
  ["परसों", "2027-02-12"],
  ["5 मार्च को", "2027-03-05"],
  ["उद्या", "2027-02-11"],
  ["নয়, কাল", "2027-02-11"],
  ["நாளை", "2027-02-11"],
  ["రేపు", "2027-02-11"],
  ["કાલે", "2027-02-11"],
  ["کل", "2027-02-11"],
])("reads %s as a date", (text, date) => expect(dateIn(text, now)?.value).toBe(date));

it.each([
  "any day",
  "next week",
  "for two days",
  "now",
  "Sunita",
  "3 people",
  "9876543210",
  "the 40th",
  "10th",
  "at 11",
])("reads no date from %s", (text) => expect(dateIn(text, now)).toBeNull());

it.each([
  ["4 pm", "16:00"],
  ["9.30am", "09:30"],
  ["12 am", "00:00"],
  ["18:45", "18:45"],
  ["7 in the evening", "19:00"],
  ["at noon", "12:00"],
  ["tonight at 9", "21:00"],
  ["subah 10 baje", "10:00"],
  ["shaam ko 6:15", "18:15"],
  ["raat nau baje", "21:00"],
  ["दोपहर 2 बजे", "14:00"],
  ["रात्री 8 वाजता", "20:00"],
  ["রাত 8টা", "20:00"],
])("reads %s as a time", (text, time) => expect(timeIn(text)?.value).toBe(time));

it.each(["at 8", "evening", "table for 2 tonight", "tonight 2 people", "25:00", "good morning do you deliver"])(
  "reads no time from %s, which leaves it open",
  (text) => expect(timeIn(text)).toBeNull(),
);

it("tells where in the text the date stood, whatever its script", () => {
  const text = "मुझे परसों आना है";
  const { start = 0, end = 0 } = dateIn(text, now) ?? {};
  expect(text.slice(start, end)).toBe("परसों");
});

it("keeps a relative date in the customer's words when the prompt tells no day", () => {
  expect(nowIn("You are Mira.")).toBeNull();
  expect(dateIn("come tomorrow", null)?.value).toBe("tomorrow");
  expect(dateIn("on 2027-03-01", null)?.value).toBe("2027-03-01");
});
