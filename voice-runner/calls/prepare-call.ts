import type { Composition } from "../../functions/app/compose.ts";
import type { TenantConfig } from "../../shared/config/index.ts";
import { currentConfig } from "../../shared/config/versions/current-config.ts";
import { customerIdOf } from "../../shared/customers/identity.ts";
import type { Call } from "../../shared/voice/call.ts";
import type { VoiceSettings } from "../../shared/voice/settings.ts";
import { voiceSettings } from "../../shared/voice/settings.ts";
import { buildSession } from "../session/build-session.ts";
import type { CallEvent, CallSession, CallSessionDependencies, CallSpeech } from "../session/call-session.ts";
import { followOperators } from "../session/follow-operators.ts";
import type { OpenCallSpeech } from "./open-speech.ts";
import { type ReportCall, reportOf, type SessionFacts } from "./report.ts";

/** A call whose session is built on the tenant's active configuration, and not yet started. */
export interface PreparedCall {
  readonly config: TenantConfig;
  readonly settings: VoiceSettings;
  readonly speech: CallSpeech;
  readonly session: CallSession;
  /** What the call's record is told when the session begins. */
  readonly facts: SessionFacts;
}

/**
 * Prepares a call, with a room or without one. What of its events a record keeps is reported.
 * @throws TerminalError `config-not-found`, or what the call's speech lacks
 */
export async function prepareCall(
  composition: Composition,
  call: Call,
  parts: Pick<CallSessionDependencies, "turns" | "mayGreet" | "fetchPerson"> & {
    readonly openSpeech: OpenCallSpeech;
    readonly report: ReportCall;
    onEvent(event: CallEvent): void;
  },
): Promise<PreparedCall> {
  const { openSpeech, report, onEvent, ...hooks } = parts;
  const { models, now, platform } = composition;
  const log = composition.log.child({ tenantId: call.tenantId, call: call.callId });
  const ids = await platform.documents.ids(call.tenantId);
  const customerId = customerIdOf(ids, call.channel, call.customerAddress);
  const { name, version, config } = await currentConfig(composition, call.tenantId, call.configName, customerId);
  const speech = await openSpeech(composition, config, call);
  const session = await buildSession(call, {
    config,
    configVersion: version,
    speech,
    models,
    log,
    now,
    ...hooks,
    ids,
    onEvent(event) {
      onEvent(event);
      const kept = reportOf(event);
      if (kept) report(kept).catch((error: unknown) => log.error({ err: error }, "report of a call was not kept"));
    },
  });
  const facts = {
    conversationId: session.conversationId,
    configName: name,
    configVersion: version,
    mode: speech.realtime === undefined ? ("pipeline" as const) : ("realtime" as const),
  };
  return { config, settings: voiceSettings(config, call.channel), speech, session, facts };
}

/** Says aloud what operators write in the call's conversation, until the returned function is called. */
export function relayOperators(
  { platform, log }: Pick<Composition, "platform" | "log">,
  { tenantId, callId }: Pick<Call, "tenantId" | "callId">,
  session: CallSession,
): () => void {
  return followOperators(platform.documents, tenantId, session.conversationId, {
    onReply: session.relay,
    onFault: (error) => log.error({ err: error, call: callId }, "operators' replies are not heard in a call"),
  });
}
