import { minimalConfig } from "./minimal-config.fixture.ts";

it("bounds automatic answers on every channel, by default and as the tenant says", () => {
  expect(minimalConfig("").conversation.replies_per_day).toMatchObject({ email: 20, sms: 50, whatsapp: 200 });
  const all = minimalConfig("  conversation: { replies_per_day: 7 }\n");
  expect(new Set(Object.values(all.conversation.replies_per_day))).toEqual(new Set([7]));
  const some = minimalConfig("  conversation: { replies_per_day: { email: 5 } }\n");
  expect(some.conversation.replies_per_day).toMatchObject({ email: 5, whatsapp: 200 });
  expect(() => minimalConfig("  conversation: { replies_per_day: 0 }\n")).toThrow();
});
