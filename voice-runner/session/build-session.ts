import { voiceSettings } from "../../shared/voice/settings.ts";
import type { BuildSession } from "./call-session.ts";
import { openCall } from "./open-call.ts";

/**
 * Builds the session of one call, without any room. It runs the pipeline. A realtime model (`speech.realtime`) has its
 * place beside `openPipeline`: `openCall` needs a LiveKit session, its lines, a dialogue and a voice, whoever thinks.
 */
export const buildSession: BuildSession = async (call, dependencies) =>
  openCall(call, { ...dependencies, settings: voiceSettings(dependencies.config, call.channel) });
