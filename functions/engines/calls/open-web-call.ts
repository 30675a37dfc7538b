import { currentConfig } from "../../../shared/config/versions/current-config.ts";
import { offersWebCalls } from "../../../shared/config/web-voice.ts";
import { callReported } from "../../../shared/events/calls.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { CallMetadata } from "../../../shared/voice/call.ts";
import { signCallMetadata } from "../../../shared/voice/call-metadata.ts";
import { voiceSettings } from "../../../shared/voice/settings.ts";
import type { Composition } from "../../app/compose.ts";
import { requireLiveKit } from "../../app/livekit.ts";
import { callDependencies } from "./dependencies.ts";
import { joinSeconds, joinToken } from "./livekit/join-token.ts";
import { rememberRoom } from "./record/call-room.ts";
import { recordCallStep } from "./record/record.ts";

export interface WebCaller {
  readonly tenantId: TenantId;
  readonly callId: string;
  /** The visitor's session, which is the call's address. */
  readonly sessionId: string;
  readonly configName: string | null;
  readonly language: string | undefined;
}

/** What a browser needs to join its call. */
export interface OpenedCall {
  readonly token: string;
  readonly url: string;
  readonly room: string;
  readonly callId: string;
  readonly expiresAt: Date;
}

type Dependencies = Pick<Composition, "environment" | "platform" | "activeConfig" | "config" | "runner" | "now">;

/**
 * Opens a call from a web page: its record, its room's entry, and a token with the least grants. The agent comes when the
 * caller joins.
 * @throws Problem 403 `web-voice-disabled`, 503 `voice-not-configured`
 */
export async function openWebCall(dependencies: Dependencies, caller: WebCaller): Promise<OpenedCall> {
  const { environment, platform, runner, now } = dependencies;
  const { tenantId, callId, sessionId, configName, language } = caller;
  const { config } = await currentConfig(dependencies, tenantId, configName);
  if (!offersWebCalls(config))
    throw new Problem(
      403,
      "web-voice-disabled",
      "This client takes no calls from pages. Add an enabled web_voice to channels.input.",
    );
  const account = await requireLiveKit({ environment, keys: platform.keys });
  const at = now();
  const room = `${voiceSettings(config, "web_voice").roomPrefix}${callId}`;
  const metadata: CallMetadata = {
    tenantId,
    callId,
    direction: "web",
    channel: "web_voice",
    configName,
    customerAddress: sessionId,
    accountAddress: null,
    briefing: null,
    ...(language === undefined ? {} : { language }),
  };
  const signed = await signCallMetadata(platform.keys, metadata, { now: at, lifetimeSeconds: joinSeconds });
  await rememberRoom(platform.documents, room, { tenantId, callId, now: at });
  const opened = { type: "opened", direction: "web", room, customerAddress: sessionId } as const;
  const report = { ...opened, accountAddress: null, configName };
  const data = { callId, at: at.toISOString(), room, report };
  const id = deriveId("call-opened", callId);
  const step = recordCallStep(callDependencies(dependencies));
  await runner.run(step, envelopeOf(callReported, { id, tenantId, key: callId, at, data }));
  const token = await joinToken(account, { room, identity: `caller-${callId}`, metadata: signed });
  return { token, url: account.url, room, callId, expiresAt: new Date(at.getTime() + joinSeconds * 1_000) };
}
