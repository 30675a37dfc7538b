import { growthAtEightfold, linearAtEightfold } from "../../../../../../tests/growth.fixture.ts";
import { emailsIn } from "./email.ts";

const values = (text: string) => emailsIn(text).map(({ value }) => value);

describe("e-mail addresses in customers' messages", () => {
  it.each([
    ["my mail is Asha.Rao@Example.com.", "asha.rao@example.com"],
    ["asha@example.co.in", "asha@example.co.in"],
    ["email:asha@example.com, thanks", "asha@example.com"],
    ["<asha+lab@example.com>", "asha+lab@example.com"],
    ["mailto:asha@example.com", "asha@example.com"],
    ["मेरा ईमेल asha@example.com है", "asha@example.com"],
    ["asha@example.com।", "asha@example.com"],
    ["a@b.io", "a@b.io"],
  ])("%s", (text, email) => expect(values(text)).toEqual([email]));

  it.each([
    "asha@okaxis",
    "9812345678@ybl",
    "@asha on instagram",
    "meet @ 5.30",
    "asha@@example.com",
    "asha@example..com",
    ".@example.com",
    "https://user@example.com/x",
    "asha@192.168.0.1",
    "asha at example dot com",
    `${"a".repeat(300)}@example.com`,
  ])("finds no address: %s", (text) => expect(values(text)).toEqual([]));

  it.each<[string, (size: number) => string]>([
    ["a@a@a@", (size) => "a@".repeat(size)],
    ["a@a.a.a.", (size) => `a@${"a.".repeat(size - 1)}`],
    ["a.a.@@", (size) => "a.".repeat(size / 2) + "@".repeat(size / 2)],
  ])("runs in linear time on hostile text: %s", (_, hostile) => {
    expect(growthAtEightfold((size) => values(hostile(size)), 250)).toBeLessThan(linearAtEightfold);
  });
});
