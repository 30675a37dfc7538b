import { z } from "zod";
import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import type { Environment } from "../../../../shared/environment.ts";
import { callReported, callRequested } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Keys } from "../../../../shared/platform/keys.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { secretValue } from "../../../../shared/security/secrets/secret-value.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { type VoiceSettings, voiceSettings } from "../../../../shared/voice/settings.ts";
import { liveKitSetup } from "../../../app/livekit.ts";
import { envelopeOf, type Publishing, publishAll, unroutableEvent } from "../publishing/publish.ts";
import type { TwilioAccounts } from "../twilio/twilio.ts";
import { signatureOf, verifySigned } from "../twilio/twilio-signature.ts";
import { type Acknowledgement, readForm, type Webhook, type WebhookDelivery } from "../webhook-endpoint.ts";
import { missedCallPhrases } from "./phrases.ts";
import { dialSip, hangUp, type SipDestination, sayAndHangUp } from "./twiml.ts";

export interface TwilioVoiceDependencies extends Publishing {
  readonly accounts: TwilioAccounts;
  readonly configs: Pick<ConfigVersions, "parsed" | "pointers">;
  readonly keys: Keys;
  readonly environment: Pick<Environment, "LIVEKIT_URL" | "LIVEKIT_SIP_HOST">;
}

/** twilio.com/docs/voice/twiml#request-parameters; `DialCallStatus`: twilio.com/docs/voice/twiml/dial#action */
const Call = z.object({
  CallSid: z.string().regex(/^[A-Za-z0-9]{2,64}$/),
  From: z.string().max(320).default(""),
  To: z.string().min(1).max(320),
  DialCallStatus: z.string().optional(),
});
type Call = z.infer<typeof Call>;

const path = "/webhooks/twilio/voice";
/** A fault of a minute is over by then, and a caller still remembers that they called. */
const callBackAfterMs = 5 * 60_000;
const telephoneNumber = /^\+\d{7,15}$/;
/** The statuses after which the caller still waits and has spoken to nobody. */
const unreached: readonly string[] = ["busy", "no-answer", "failed"];

/**
 * Twilio's calls to tenants' numbers: dials LiveKit, and takes over when LiveKit does not answer. The caller hears an
 * apology in the tenant's language then, is called back, and gets `voice.missed_call`; the call is recorded once. It also serves a SIP trunk as its disaster recovery URL.
 */
export function twilioVoiceWebhook(deps: TwilioVoiceDependencies): Webhook {
  return {
    path,
    mediaType: "application/x-www-form-urlencoded",
    maxBodyBytes: 64 * 1024,
    receive: async (delivery, log) => ({
      contentType: "text/xml; charset=utf-8",
      body: await receive(deps, delivery, log),
    }),
  };
}

async function receive(
  deps: TwilioVoiceDependencies,
  delivery: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement["body"]> {
  const signature = signatureOf(delivery);
  const form = readForm(delivery.rawBody);
  const parsed = Call.safeParse(Object.fromEntries(form));
  if (!parsed.success)
    throw new Problem(400, "body-invalid", `The call cannot be read: ${z.prettifyError(parsed.error)}`);
  const call = parsed.data;
  const owner = await deps.accounts.byAddress({ channel: "voice", address: call.To });
  const tokens = owner
    ? await deps.accounts.authTokens(owner.tenantId, owner.configName)
    : await deps.accounts.platformAuthTokens();
  await verifySigned({ tokens, signature, url: delivery.url, form });
  const [config] = owner ? await activeConfigsOf(deps.configs, owner.tenantId, owner.configName) : [];
  if (owner === undefined || config === undefined) return refuse(deps, call, log);
  if (call.DialCallStatus !== undefined && !unreached.includes(call.DialCallStatus)) return hangUp();
  const settings = voiceSettings(config, "voice");
  const setup = await liveKitSetup(deps);
  const host = deps.environment.LIVEKIT_SIP_HOST;
  if (call.DialCallStatus === undefined && setup.configured && host !== undefined)
    return dialSip(await destinationOf(deps.keys, owner.tenantId, { call, host, settings }), path);

  const phrases = missedCallPhrases(settings.language);
  const canCallBack = setup.configured && telephoneNumber.test(call.From);
  if (!setup.configured) log.error({ missing: setup.missing }, "A call came in, and LiveKit is not set up");
  const callBack = canCallBack ? [callBackEvent(deps, owner, call)] : [];
  await publishAll(deps, [...missedEvents(deps, owner, call), ...callBack], log);
  return sayAndHangUp(canCallBack ? phrases.callBack : phrases.callAgain, phrases.locale);
}

async function refuse(deps: TwilioVoiceDependencies, call: Call, log: Logger): Promise<string> {
  const stray = { provider: "twilio", channel: "voice", accountAddress: call.To, at: deps.now() } as const;
  await publishAll(deps, [unroutableEvent({ ...stray, providerMessageId: call.CallSid })], log);
  return sayAndHangUp("This number is not in service. Goodbye.", "en-IN");
}

/** The trunk's own user and password, as `voice provision` sets them at LiveKit. */
async function destinationOf(
  keys: Keys,
  tenantId: TenantId,
  { call, host, settings }: { readonly call: Call; readonly host: string; readonly settings: VoiceSettings },
): Promise<SipDestination> {
  const { username, password } = settings.telephony.sip;
  const resolved = async (value: string | undefined, name: string) =>
    value === undefined ? undefined : secretValue(keys, tenantId, value, `channels.input.config.sip.${name}`);
  return {
    uri: `sip:${call.To}@${host};transport=tcp`,
    username: await resolved(username, "username"),
    password: await resolved(password, "password"),
  };
}

/** The record of a call that nobody took. Its end sends what the tenant's `voice.missed_call` says. */
function missedEvents(
  { now }: TwilioVoiceDependencies,
  { tenantId, configName }: { readonly tenantId: TenantId; readonly configName: string },
  call: Call,
) {
  const callId = deriveId("twilio-call", tenantId, call.CallSid);
  const at = now();
  const customerAddress = telephoneNumber.test(call.From) ? call.From : null;
  const opened = {
    type: "opened",
    direction: "inbound",
    room: "",
    customerAddress,
    accountAddress: call.To,
    configName,
  };
  const failed = { type: "dial-failed", outcome: "failed", code: "livekit-unavailable" };
  return [opened, failed].map((report) =>
    envelopeOf(callReported, {
      id: deriveId(callId, report.type),
      tenantId,
      key: callId,
      at,
      data: callReported.schema.parse({ callId, at: at.toISOString(), report }),
    }),
  );
}

/** One for a call, however often Twilio reports it. */
function callBackEvent(
  { now }: TwilioVoiceDependencies,
  { tenantId, configName }: { readonly tenantId: TenantId; readonly configName: string },
  call: Call,
) {
  const callId = deriveId("twilio-missed-call", tenantId, call.CallSid);
  const at = now();
  return envelopeOf(callRequested, {
    id: deriveId(callId, "requested"),
    tenantId,
    key: callId,
    at,
    data: {
      callId,
      reference: { kind: "callback", id: call.CallSid },
      customerAddress: call.From,
      customerName: null,
      configName,
      briefing: "The customer called a moment ago and could not be connected. Apologise, and ask how you can help.",
      notBefore: new Date(at.getTime() + callBackAfterMs).toISOString(),
    },
  });
}
