import { z } from "zod";
import { Name, PhoneNumber, ShortText } from "../../schema/scalars.ts";
import { SecretReference } from "../../security/secrets/secret-reference.ts";
import { inputSection, outputSection } from "./section.ts";
import { MaxDuration, SpokenOutput } from "./spoken-section.ts";

const SipHost = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/i, "must be a host such as sunrise.pstn.twilio.com, without sip:");

const UsdPerMinute = z.number().min(0).max(100);

/** What a carrier charges differs by country and contract, and no list of ours knows it. */
const CarrierPrices = z.strictObject({
  inbound: UsdPerMinute.optional().describe("US dollars for each minute of a call that comes in."),
  outbound: UsdPerMinute.optional().describe("US dollars for each minute of a call that goes out."),
});

const Sip = z.strictObject({
  address: SipHost.optional().describe("The carrier's host for calls that go out. Without it, nobody is called."),
  transport: z.literal(["udp", "tcp", "tls"]).default("udp").describe("How the carrier is reached."),
  username: z.union([ShortText, SecretReference]).optional().describe("The trunk's user, in both directions."),
  password: SecretReference.optional().describe("Its password."),
  allowed_addresses: z
    .array(z.string().regex(/^[0-9a-f.:]+(\/\d{1,3})?$/i, "must be an IP address or a range such as 54.172.60.0/30"))
    .default([])
    .describe("Where the carrier's calls may come from. Empty: anywhere, so set a password."),
  usd_per_minute: CarrierPrices.prefault({}).describe(
    "What the carrier charges, for the cost of each call. Without it, that part of the cost is unknown.",
  ),
});

const Input = z.strictObject({
  phone_numbers: z
    .array(PhoneNumber)
    .default([])
    .describe("The numbers that customers call. Calls to customers come from the first."),
  sip_trunk: Name.default("twilio_sip").describe(
    "The trunk that calls come by, as LiveKit names it. `npm run cli -- voice provision` makes it.",
  ),
  sip: Sip.prefault({}).describe("The carrier behind the trunk."),
  ivr_enabled: z.boolean().default(false).describe("Whether a menu of keys comes first (voice.ivr)."),
  max_duration: MaxDuration,
});

export const voiceSections = {
  input: inputSection("voice", "livekit_sip", Input),
  output: outputSection("voice", SpokenOutput),
};
