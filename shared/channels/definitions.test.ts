import { providerNames } from "../events/index.ts";
import { tableRows } from "../tables/table-rows.ts";
import { providerKind } from "./channel-settings.ts";
import { channels, identityKinds, providers } from "./definitions.ts";
import { keywordOf } from "./keyword-words.ts";

test("a person is named by a phone number first, by a session last", () => {
  expect(identityKinds).toEqual(["phone", "email", "instagram", "telegram", "whatsapp_user", "web_session"]);
});

test("every provider is the usual one of a channel, and knows its own accounts", () => {
  const usual = new Set(Object.values(channels).flatMap(({ carrier }) => (carrier ? [carrier.provider] : [])));
  expect([...usual].sort()).toEqual([...providerNames].sort());
  for (const [name, { accountKey }] of Object.entries(providers))
    if (accountKey !== null) {
      const integration = { name: "own", config: { [accountKey]: "an account" } };
      expect(providerKind("own", "email", [integration])).toBe(name);
    }
});

describe("commands", () => {
  const said = (channel: "telegram" | "whatsapp", text: string, optedOut = false) =>
    keywordOf(channel, { text, choiceId: null }, optedOut)?.keyword;

  test("count on Telegram, whatever follows them", () => {
    expect(said("telegram", "/stop")).toBe("stop");
    expect(said("telegram", "/STOP@clinic_bot please")).toBe("stop");
    expect(said("telegram", "बंद करो")).toBe("stop");
    expect(said("telegram", "/start offer_42", true)).toBe("start");
  });

  test("begin a chat there like any message, where nobody has opted out", () => {
    expect(said("telegram", "/start offer_42")).toBeUndefined();
    expect(said("telegram", "/stopwatch")).toBeUndefined();
    expect(said("telegram", "stop calling my father")).toBeUndefined();
  });

  test("are words as any others elsewhere", () => {
    expect(said("whatsapp", "/stop the car")).toBeUndefined();
  });
});

test("a row stored before a channel came is read as naming nobody there", () => {
  const contacts = { phone: "digest", email: null, instagram: null, session_id: null };
  const stored = { table: "t", rowId: "1", row: {}, date: null, contacts, ownerId: null, writeKey: null, seed: null };
  expect(tableRows.schema.parse(stored).contacts).toEqual({ ...contacts, telegram: null });
});
