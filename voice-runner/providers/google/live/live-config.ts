import type { LiveConnectConfig } from "@google/genai";
import type { VoiceSettings } from "../../../../shared/voice/settings.ts";

/** The one function of the model. It is called for all that the caller says, and the conversation answers. */
export const answerFunction = "answer";

export interface LiveOptions {
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
  readonly model: string;
  /** `Kore`. */
  readonly voice: string;
  /** `hi-IN`: the one in which the call begins. */
  readonly language: string;
  readonly temperature: number;
  readonly turnDetection: VoiceSettings["turnDetection"];
}

const instructions = `You are the ears and the voice of a telephone agent. You do not know any answers yourself.
Whenever the caller has said something, call the function \`${answerFunction}\` at once and say nothing: no greeting, no
acknowledgement, no guess. Never answer the caller yourself, whatever they ask of you.
When a message begins with "Say", say the text after its first line word for word, in the text's own language, naturally
and warmly, and nothing else: no word before it, none after it, nothing left out.`;

/** What has the model say a text. The first line is the instruction, the rest is the text. */
export function sayRequest(text: string): string {
  return `Say to the caller, word for word and nothing else:\n${text}`;
}

/** The session's configuration (ai.google.dev/api/live, BidiGenerateContentSetup). */
export function liveConfig(options: LiveOptions, handle: string | undefined): LiveConnectConfig {
  const { voice, language, temperature, turnDetection } = options;
  const { prefixPaddingMs, silenceDurationMs, threshold } = turnDetection;
  return {
    responseModalities: ["AUDIO" as LiveModality],
    temperature,
    systemInstruction: { parts: [{ text: instructions }] },
    speechConfig: { languageCode: language, voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
    tools: [{ functionDeclarations: [declaration] }],
    realtimeInputConfig: {
      automaticActivityDetection: {
        prefixPaddingMs,
        silenceDurationMs,
        ...(threshold !== usualThreshold && {
          startOfSpeechSensitivity: (threshold > usualThreshold
            ? "START_SENSITIVITY_LOW"
            : "START_SENSITIVITY_HIGH") as StartSensitivity,
        }),
      },
    },
    inputAudioTranscription: {},
    outputAudioTranscription: {},
    sessionResumption: handle === undefined ? {} : { handle },
    // A session with sound ends after 15 minutes without it ("Session management", ai.google.dev/gemini-api/docs/live-session).
    contextWindowCompression: { slidingWindow: {} },
  };
}

type LiveModality = NonNullable<LiveConnectConfig["responseModalities"]>[number];
type Detection = NonNullable<NonNullable<LiveConnectConfig["realtimeInputConfig"]>["automaticActivityDetection"]>;
type StartSensitivity = NonNullable<Detection["startOfSpeechSensitivity"]>;
type FunctionDeclaration = NonNullable<
  Extract<NonNullable<LiveConnectConfig["tools"]>[number], { functionDeclarations?: unknown }>["functionDeclarations"]
>[number];

/** Google knows two sensitivities; a tenant's 0.5 leaves Google's own. */
const usualThreshold = 0.5;

const declaration: FunctionDeclaration = {
  name: answerFunction,
  description: "Answers the caller. Call it for everything that the caller says, each time they have finished.",
  // The caller is heard while the answer is made.
  behavior: "NON_BLOCKING" as NonNullable<FunctionDeclaration["behavior"]>,
  parametersJsonSchema: {
    type: "object",
    properties: { heard: { type: "string", description: "What the caller said, word for word, in their language." } },
    required: ["heard"],
  },
};
