import { bookingToolsOf } from "../../../contracts/bookings/bookings.ts";
import { didYouMean } from "../../../schema/did-you-mean.ts";
import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { Surroundings } from "../../reading/surroundings.ts";
import type { TenantConfig } from "../../schema.ts";
import { googleVoices, isGoogleVoice } from "../../sections/voice/google-voices.ts";
import { pipelineProvider, speechMode } from "../../sections/voice/speech-mode.ts";
import type { Voice } from "../../sections/voice.ts";

/** Settings of calls that cannot work, that do nothing, or that the law of most countries forbids. */
export function voiceWarnings(config: TenantConfig, around: Surroundings = {}): readonly Explanation[] {
  const { voice } = config;
  return [
    ...channelWarnings(config),
    ...(voice
      ? [
          ...speechWarnings(voice, around),
          ...menuWarnings(voice, config),
          ...recordingWarnings(voice),
          ...outboundWarnings(voice),
          ...collectionWarnings(voice, config),
        ]
      : []),
  ];
}

const spokenTypes: readonly string[] = ["voice", "web_voice"];

function channelWarnings({ voice, channels, business_logic }: TenantConfig): readonly Explanation[] {
  const enabled = channels.input.filter((input) => input.enabled).map(({ type }) => type);
  const callsOut = business_logic.outbound_retargeting.triggers.some(({ channel }) => channel === "voice");
  const found: Explanation[] = [];
  if (voice && !callsOut && !enabled.some((type) => spokenTypes.includes(type)))
    found.push({
      ...warning(["voice"], "setting-unused", "describes the agent in calls, but no call can come"),
      at: "key",
      remedy: "Add an input of type web_voice or voice under channels.input.",
    });
  for (const [index, input] of channels.input.entries())
    if (input.type === "voice" && input.enabled && input.config.phone_numbers.length === 0)
      found.push(
        warning(
          ["channels", "input", index],
          "voice-without-number",
          "has no phone_numbers, so nobody can call",
          "List the numbers of your carrier under config.phone_numbers, or set `enabled: false`.",
        ),
      );
  for (const [index, { type }] of channels.output.entries())
    if (spokenTypes.includes(type) && !enabled.some((each) => each === type) && !(type === "voice" && callsOut))
      found.push(
        warning(
          ["channels", "output", index],
          "setting-unused",
          `sets the voice of ${type}, which channels.input does not have`,
          `Add an input of type ${type}, or remove it.`,
        ),
      );
  return found;
}

/** Languages of the product that a provider's recogniser knows, where it lacks some (types of LiveKit's plugins 1.9). */
const recognised: Readonly<Record<string, readonly string[]>> = { deepgram: ["en", "hi", "ta"], embedded: ["en"] };
/** The same for its voices: Deepgram's Aura speaks European languages and Japanese. */
const spoken: Readonly<Record<string, readonly string[]>> = { deepgram: ["en"] };
const ours = ["en", "hi", "bn", "te", "mr", "ta", "gu", "ur"];

function speechWarnings(voice: Voice, { hasGeminiKey }: Surroundings): readonly Explanation[] {
  const found: Explanation[] = [];
  if (speechMode(voice) === "realtime" && hasGeminiKey === false)
    found.push(
      warning(
        ["voice", voice.mode === "realtime" ? "mode" : "stt_provider"],
        "realtime-without-key",
        "needs Gemini Live, and the platform has no key for it, so every call runs on the pipeline",
        "Set GEMINI_API_KEY where the product runs, or write `mode: pipeline`.",
      ),
    );
  const languages = [...new Set([voice.language, ...voice.greeting.supported_languages])];
  for (const [key, known] of [
    ["stt_provider", recognised],
    ["tts_provider", spoken],
  ] as const) {
    const provider = pipelineProvider(voice[key]);
    const missing = languages.filter((tag) => {
      const base = tag.split("-")[0] ?? tag;
      return ours.includes(base) && known[provider]?.includes(base) === false;
    });
    if (missing.length === 0) continue;
    const does = key === "stt_provider" ? "understand" : "speak";
    found.push(
      warning(
        ["voice", key],
        "language-unsupported",
        `is ${provider}, which does not ${does} ${missing.join(", ")}`,
        "Write google, or remove these languages from voice.language and supported_languages.",
      ),
    );
  }
  const isGoogle = pipelineProvider(voice.tts_provider) === "google";
  if (isGoogle && !isGoogleVoice(voice.voice_id))
    found.push(
      warning(
        ["voice", "voice_id"],
        "voice-unknown",
        `is \`${voice.voice_id}\`, which is not a voice of Google${didYouMean(voice.voice_id, googleVoices)}`,
        "Calls then use Google's default. Name one of its voices, such as Kore or hi-IN-Wavenet-D.",
      ),
    );
  return found;
}

function menuWarnings({ ivr, greeting, language, transfer }: Voice, config: TenantConfig): readonly Explanation[] {
  const hasMenu = config.channels.input.some(
    (input) => input.type === "voice" && input.enabled && input.config.ivr_enabled,
  );
  const keys = Object.entries(ivr.menu);
  const departments = config.business_logic.escalation.handoff.flatMap((handoff) => handoff.departments);
  const bases = [language, ...greeting.supported_languages].map((tag) => tag.split("-")[0]);
  const found: Explanation[] = [];
  if (!hasMenu && (keys.length > 0 || ivr.prompt !== undefined))
    found.push(
      warning(
        ["voice", "ivr"],
        "setting-unused",
        "is never played",
        "Set `ivr_enabled: true` at an input of type voice.",
      ),
    );
  const unknownDepartment = (path: Path, department: string | undefined) => {
    if (department === undefined || departments.includes(department)) return;
    found.push(
      warning(
        path,
        "department-unknown",
        `is ${department}, which no handoff has${didYouMean(department, departments)}`,
        "Add it to `departments` under business_logic.escalation.handoff.",
      ),
    );
  };
  for (const [key, choice] of keys) {
    if (choice.to === "department") unknownDepartment(["voice", "ivr", "menu", key, "department"], choice.department);
    if (choice.to === "language" && !bases.includes(choice.language.split("-")[0]))
      found.push(
        warning(
          ["voice", "ivr", "menu", key, "language"],
          "language-unsupported",
          `is ${choice.language}, which supported_languages does not list`,
          "Add it to voice.greeting.supported_languages.",
        ),
      );
  }
  for (const [index, { department }] of transfer.numbers.entries())
    unknownDepartment(["voice", "transfer", "numbers", index, "department"], department);
  return found;
}

function recordingWarnings({ recording }: Voice): readonly Explanation[] {
  if (!recording.enabled || recording.announce) return [];
  return [
    warning(
      ["voice", "recording", "announce"],
      "recording-unannounced",
      "is false, so callers are recorded without knowing it, which most countries forbid",
      "Write `announce: true`, unless your lawyer says otherwise.",
    ),
  ];
}

function outboundWarnings({ outbound }: Voice): readonly Explanation[] {
  const found: Explanation[] = [];
  if (outbound.voicemail === "leave_message" && outbound.voicemail_message === undefined)
    found.push(
      warning(
        ["voice", "outbound", "voicemail"],
        "setting-unused",
        "is leave_message, but there is no voicemail_message, so the call hangs up",
        "Write voice.outbound.voicemail_message.",
      ),
    );
  if (outbound.hours.from < "08:00" || outbound.hours.to > "21:00")
    found.push(
      warning(
        ["voice", "outbound", "hours"],
        "calls-late",
        `is ${outbound.hours.from} to ${outbound.hours.to}, beyond the 8 to 21 o'clock in which most countries allow calls`,
        "Narrow the hours. India allows 09:00 to 21:00.",
      ),
    );
  return found;
}

function collectionWarnings({ business_logic }: Voice, config: TenantConfig): readonly Explanation[] {
  const path: Path = ["voice", "business_logic", "data_collection"];
  const { prescription_analysis, appointment_booking } = business_logic.data_collection;
  const found: Explanation[] = [];
  const reads = config.tools.available.some(({ type }) => type === "ai_vision");
  const hasWhatsapp = config.channels.input.some(({ type, enabled }) => type === "whatsapp" && enabled);
  if (prescription_analysis && !(reads && hasWhatsapp))
    found.push(
      warning(
        [...path, "prescription_analysis"],
        "setting-unused",
        reads
          ? "has callers send a prescription by WhatsApp, which channels.input does not have"
          : "has prescriptions read, but no tool of type ai_vision reads them",
        reads ? "Add an input of type whatsapp." : "Add a tool of type ai_vision under tools.available.",
      ),
    );
  const { completing } = bookingToolsOf(config);
  if (appointment_booking && completing.size === 0)
    found.push(
      warning(
        [...path, "appointment_booking"],
        "setting-unused",
        "has the agent offer appointments, but no tool books one",
        "Add a tool of type calendar, or name yours under bookings.completed_by.",
      ),
    );
  return found;
}

function warning(path: Path, code: string, what: string, remedy = ""): Explanation {
  return { code, path, at: "value", what, remedy };
}
