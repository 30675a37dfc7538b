import { TenantId } from "../platform/tenant.ts";
import { type CallMetadata, settleCall } from "./call.ts";

const ofNumber: CallMetadata = {
  tenantId: TenantId.parse("clinic"),
  callId: null,
  direction: "inbound",
  channel: "voice",
  configName: null,
  customerAddress: null,
  accountAddress: null,
  briefing: null,
};

describe("a call to a number", () => {
  it("takes both numbers from the participant, with or without a plus", () => {
    const attributes = { "sip.phoneNumber": "919812345601", "sip.trunkPhoneNumber": "+912212345678" };
    expect(settleCall(ofNumber, "RM_1", attributes)).toMatchObject({
      callId: "call-RM_1",
      customerAddress: "+919812345601",
      accountAddress: "+912212345678",
    });
  });

  it.each(["anonymous", "", "140", undefined])("from %p gets an address of its own", (number) => {
    const attributes = number === undefined ? {} : { "sip.phoneNumber": number };
    expect(settleCall(ofNumber, "RM_1", attributes).customerAddress).toBe("anonymous-call-RM_1");
    expect(settleCall(ofNumber, "RM_2", attributes).customerAddress).toBe("anonymous-call-RM_2");
  });
});

it("believes the signed metadata before the participant", () => {
  const metadata = { ...ofNumber, callId: "call-7", customerAddress: "visitor-1" };
  expect(settleCall(metadata, "RM_1", { "sip.phoneNumber": "+919812345601" })).toMatchObject({
    callId: "call-7",
    customerAddress: "visitor-1",
  });
});
