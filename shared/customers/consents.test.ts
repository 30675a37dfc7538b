import { jsonBytes } from "../schema/byte-budget.ts";
import { addConsent, boundedConsents, type Consent, standingRefusals } from "./consents.ts";
import { newCustomer } from "./customer.ts";
import { joinCustomers } from "./join.ts";
import { newestConsent } from "./may-contact.ts";

const channels = ["web_chat", "whatsapp", "sms", "instagram", "telegram", "email", "voice", "web_voice"] as const;
const purposes = ["marketing", "data_collection", "recording"] as const;

function consent(change: Partial<Consent> = {}): Consent {
  return {
    purpose: "marketing",
    channel: "whatsapp",
    granted: true,
    wording: "Yes",
    at: "2026-11-01T00:00:00.000Z",
    ...change,
  };
}

/** START and STOP in turn, thousands of times, after everything that was said before. */
function toggled(before: readonly Consent[]): Consent[] {
  const changes = Array.from({ length: 3_000 }, (_, index) =>
    consent({ granted: index % 2 === 0, wording: "Send me offers. ", at: new Date(2e12 + index).toISOString() }),
  );
  return boundedConsents([...before, ...changes]);
}

function person(consents: readonly Consent[]) {
  return { ...newCustomer("p", "2026-11-01T00:00:00.000Z"), consents: [...consents] };
}

describe("the consents that a record keeps", () => {
  it("answer for every purpose and channel as the whole history does", () => {
    const first = purposes.flatMap((purpose) =>
      channels.map((channel, index) => consent({ purpose, channel, granted: index % 2 === 0 })),
    );
    const kept = toggled(first);
    const known = person([...first, ...kept.slice(-1)]);
    for (const purpose of purposes)
      for (const channel of channels)
        expect(newestConsent(person(kept), purpose, channel)).toEqual(newestConsent(known, purpose, channel));
    expect(kept.length).toBeLessThan(1_500);
  });

  it("hold an older refusal that a consent from a web page does not outweigh", () => {
    const page = consent({ channel: "web_chat" });
    const refusal = { ...page, granted: false };
    const others = Array.from({ length: 3_000 }, () => page);
    const kept = boundedConsents([consent({ channel: "sms" }), refusal, ...others]);
    expect(newestConsent(person(kept), "marketing", "whatsapp")).toEqual(refusal);
  });

  it("hold a refusal after two records of one person were joined", () => {
    const refusal = consent({ channel: "sms", granted: false });
    const joined = joinCustomers(person([refusal]), person(toggled([])));
    expect(newestConsent(joined, "marketing", "sms")).toEqual(refusal);
  });

  it("stay within their bytes when every wording is at its longest", () => {
    const all = purposes.flatMap((purpose) =>
      channels.flatMap((channel) => [true, false].map((granted) => consent({ purpose, channel, granted }))),
    );
    let kept: Consent[] = [];
    for (const each of [...all, ...all, ...all]) kept = addConsent(kept, { ...each, wording: "न".repeat(5_000) });
    expect(jsonBytes(kept)).toBeLessThanOrEqual(180_000);
    expect(new Set(kept.map(({ purpose, channel }) => `${purpose} ${channel}`)).size).toBe(24);
  });
});

test("an erasure leaves the refusals of marketing that stand, without their words", () => {
  const left = standingRefusals([
    consent({ channel: "sms", granted: false, wording: "Asha says no" }),
    consent({ granted: false, wording: "no" }),
    consent({ wording: "yes again" }),
    consent({ purpose: "recording", granted: false }),
  ]);
  expect(left).toEqual([consent({ channel: "sms", granted: false, wording: "" })]);
});
