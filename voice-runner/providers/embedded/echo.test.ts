import { withoutEcho } from "./echo.ts";

it.each([
  ["I need a blood test. I need a blood test.", "I need a blood test."],
  ["What time does it open tomorrow? What time does", "What time does it open tomorrow?"],
  ["Do I need to fast before it? Do", "Do I need to fast before it?"],
  ["Thank you. Goodbye goodbye goodbye goodbye", "Thank you. Goodbye"],
  ["Book it for Monday, for Monday please, for Monday please", "Book it for Monday, for Monday please,"],
  ["one two three one two three one two three", "one two three"],
])("leaves out what is repeated at the end: %s", (heard, said) => {
  expect(withoutEcho(heard)).toBe(said);
});

it.each(["no no", "bye bye bye", "My number is nine eight nine eight", "What is it?", ""])(
  "keeps what people say: %s",
  (said) => {
    expect(withoutEcho(said)).toBe(said);
  },
);
