import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import { newCall } from "../call.ts";
import { carrierUsdPerMinute } from "./carrier-price.ts";
import { withCost } from "./end-call.ts";

const at = "2026-11-29T10:00:00.000Z";

function settingsWith(sip: string) {
  const more = `  channels: { input: [{ type: voice, config: { phone_numbers: ["+912212345678"], sip: ${sip} } }] }\n`;
  return voiceSettings(minimalConfig(more), "voice");
}

/** A minute and a half of a call that came in. */
function costOf(carrier: string | null) {
  const call = { ...newCall("c1", at), transport: "livekit-self-hosted" as const, carrierUsdPerMinute: carrier };
  return withCost({ ...call, openedAt: at, endedAt: "2026-11-29T10:01:30.000Z" }).cost;
}

test("the carrier's part of a call's cost is what the tenant says, by direction", () => {
  const settings = settingsWith("{ usd_per_minute: { inbound: 0.006 } }");
  expect(costOf(carrierUsdPerMinute(settings, "inbound"))).toMatchObject({ telephony: "0.009", unpriced: [] });
  expect(carrierUsdPerMinute(settings, "outbound")).toBeNull();
});

test("a carrier without a price is unknown, never guessed", () => {
  const unknown = costOf(carrierUsdPerMinute(settingsWith("{}"), "inbound"));
  expect(unknown).toMatchObject({ telephony: null, total: null, unpriced: ["telephony: sip/inbound"] });
});
