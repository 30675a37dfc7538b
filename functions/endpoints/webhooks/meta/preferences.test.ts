import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { customerNumberChanged, marketingPreferenceReported } from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { numberChanges, preferenceEvents, SystemMessage } from "./preferences.ts";

const tenantId = TenantId.parse("clinic");
const now = new Date("2026-11-22T10:00:00.000Z");
const contacts = [{ wa_id: "4915110000001", profile: { name: "Greta" } }];
const wish = { wa_id: "4915110000001", category: "marketing_messages", timestamp: 1_795_000_000 };

describe("a preference", () => {
  it("is published with its words and time, and repeated as the same event", () => {
    const value = { contacts, user_preferences: [{ ...wish, value: "stop" as const, detail: "No more ads" }] };
    const [event, ...more] = preferenceEvents(value, testIds(tenantId), now);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: marketingPreferenceReported.type,
      data: { address: "+4915110000001", name: "Greta", granted: false, wording: "No more ads" },
    });
    expect(event?.data).toMatchObject({ at: new Date(1_795_000_000_000).toISOString() });
    expect(preferenceEvents(value, testIds(tenantId), new Date())[0]?.id).toBe(event?.id);
  });

  it("is known by WhatsApp's id where the customer shows no number", () => {
    const user_id = "DE.7001002003";
    const [said] = preferenceEvents(
      {
        user_preferences: [{ ...wish, wa_id: undefined, user_id, value: "stop" }],
        contacts: [{ wa_id: "", user_id, profile: { name: "Greta" } }],
      },
      testIds(tenantId),
      now,
    );
    const statuses = [{ id: "wamid.1", recipient_user_id: user_id, errors: [{ code: 131_050 }] }];
    const [refused] = preferenceEvents({ statuses }, testIds(tenantId), now);
    expect([said?.data, refused?.data]).toMatchObject([
      { address: user_id, name: "Greta" },
      { address: user_id, granted: false },
    ]);
  });

  it("may be taken back, and one of another category is none of marketing", () => {
    const resumed = { user_preferences: [{ ...wish, value: "resume" as const }] };
    expect(preferenceEvents(resumed, testIds(tenantId), now)[0]?.data).toMatchObject({ granted: true, name: null });
    const other = { user_preferences: [{ ...wish, value: "stop" as const, category: "calls" }] };
    expect(preferenceEvents(other, testIds(tenantId), now)).toEqual([]);
  });

  it("is also what error 131050 says, and no other error", () => {
    const refused = (code: number) => [{ id: "wamid.1", recipient_id: "4915110000001", errors: [{ code }] }];
    const [event] = preferenceEvents({ statuses: refused(131_050) }, testIds(tenantId), now);
    expect(event?.data).toMatchObject({
      address: "+4915110000001",
      granted: false,
      wording: expect.stringContaining("131050"),
    });
    expect(preferenceEvents({ statuses: refused(131_026) }, testIds(tenantId), now)).toEqual([]);
  });
});

describe("a changed number", () => {
  const message = (system: object) => ({
    id: "wamid.2",
    from: "4915110000001",
    timestamp: 1_795_000_000,
    system: SystemMessage.parse(system),
  });
  const account = { ids: testIds(tenantId), address: "+911140000001" };

  it.each([
    [{ type: "user_changed_number", wa_id: "4915110000002" }],
    [{ type: "customer_changed_number", new_wa_id: "4915110000002" }],
  ])("is published in the order of the old number's messages: %j", (system) => {
    expect(numberChanges([message(system)], account, now)).toEqual([
      expect.objectContaining({
        type: customerNumberChanged.type,
        key: conversationIdOf(testIds(tenantId), "whatsapp", "+4915110000001"),
        data: expect.objectContaining({ from: "+4915110000001", to: "+4915110000002" }),
      }),
    ]);
  });

  it("is none of another system message, of a missing number, or of another spelling", () => {
    for (const system of [
      { type: "customer_identity_changed", wa_id: "4915110000002" },
      { type: "user_changed_number" },
    ])
      expect(numberChanges([message(system)], account, now)).toEqual([]);
    const spelled = { ...message({ type: "user_changed_number", wa_id: "552187654321" }), from: "5521987654321" };
    expect(numberChanges([spelled], account, now)).toEqual([]);
  });
});
