import { z } from "zod";
import { Problem } from "../../shared/http/problem.ts";
import { validBody } from "../../shared/http/validation.ts";

/** The protocol of `GET /v1/socket`: JSON in text frames, sound in binary frames. docs/socket.md describes it. */
export const socketPath = "/v1/socket";
export const protocolVersion = 1;

/** The longest text frame and the longest binary frame, in bytes. A longer one closes the connection (1009). */
export const maxFrameBytes = 64 * 1024;

const sampleRates = [8_000, 16_000, 24_000, 48_000] as const;

const Start = z.strictObject({
  type: z.literal("start"),
  version: z.literal(protocolVersion),
  mode: z.literal(["chat", "voice"]),
  /** A bearer token or a visitor's chat token. Left out where the request had `Authorization` or `X-Api-Key`. */
  token: z.string().min(1).max(8_192).optional(),
  client_id: z.string().min(1).max(63).optional(),
  /** The customer's session. A visitor's token names it already. */
  session_id: z.string().min(1).max(200).optional(),
  config_id: z.string().min(1).max(200).optional(),
  /** Of the sound that the client sends. */
  sample_rate: z.literal(sampleRates).default(16_000),
  /** The client sends `played` while it plays. Without it the server's clock tells what was heard. */
  reports_playout: z.boolean().default(false),
  /** Voice: the lost call of this session, by its `call_id`, which this one replaces. */
  replaces: z.uuid().optional(),
  /** Chat: also send what follows this turn, such as an operator's answers. */
  follow_after: z.number().int().min(0).optional(),
});
export type Start = z.infer<typeof Start>;

const Said = z.strictObject({
  type: z.literal("message"),
  /** The client's own id. A repeat is answered once. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/, "must be 16 to 64 letters, digits, `_` and `-`")
    .optional(),
  text: z.string().trim().min(1, "must not be empty").max(10_000),
  choice_id: z.string().min(1).max(200).optional(),
});
export type SaidMessage = z.infer<typeof Said>;

const Played = z.strictObject({
  type: z.literal("played"),
  segment: z.number().int().min(1),
  /** Milliseconds of the segment that have left the loudspeaker. */
  ms: z.number().min(0).max(3_600_000),
  /** Nothing more of the segment will be played. */
  final: z.boolean().default(false),
});
export type PlayedReport = z.infer<typeof Played>;

/** Every message of a client, by its type. */
const clientMessages = {
  start: Start,
  message: Said,
  key: z.strictObject({ type: z.literal("key"), key: z.string().regex(/^[0-9*#]$/, "must be one of 0 to 9, * and #") }),
  played: Played,
  renew: z.strictObject({ type: z.literal("renew"), token: z.string().min(1).max(8_192) }),
  end: z.strictObject({ type: z.literal("end") }),
};
type ClientMessages = typeof clientMessages;
export type ClientMessage = z.infer<ClientMessages[keyof ClientMessages]>;

const types = Object.keys(clientMessages) as (keyof ClientMessages)[];
const Typed = z.looseObject(
  { type: z.literal(types, `must be one of ${types.join(", ")}`) },
  "must be an object with a `type`",
);

/** What the server tells, besides sound. A client ignores types that it does not know. */
export type ServerMessage =
  | {
      readonly type: "started";
      readonly version: typeof protocolVersion;
      readonly mode: "chat" | "voice";
      readonly conversation_id: string;
      /** When the token expires; null: never. Send `renew` before. */
      readonly expires_at: string | null;
      /** Voice only. */
      readonly call_id?: string;
      /** Voice only. `hears` is false where nothing recognises speech: send `message` instead. */
      readonly audio?: { readonly sample_rate: number; readonly hears: boolean };
    }
  | { readonly type: "state"; readonly state: "listening" | "thinking" | "speaking" }
  | { readonly type: "heard"; readonly text: string; readonly language: string | null; readonly final: boolean }
  | { readonly type: "said"; readonly text: string; readonly interrupted: boolean }
  | { readonly type: "tool"; readonly status: "started" | "completed" | "failed" }
  | PlayoutMessage
  | { readonly type: "renewed"; readonly expires_at: string | null }
  | { readonly type: "ended"; readonly reason: string }
  | ProblemMessage
  /** Chat: the events of the widget's API (docs/widget.md), with the event's name as the type. */
  | {
      readonly type: "token" | "retracted" | "message" | "done" | "turn" | "status";
      readonly [field: string]: unknown;
    };

/** Sound that follows in binary frames belongs to the segment begun last. */
export type PlayoutMessage =
  | { readonly type: "speech"; readonly segment: number }
  | { readonly type: "speech-end"; readonly segment: number; readonly ms: number }
  /** `clear`: throw away what is not played yet, and answer with a final `played`. */
  | { readonly type: "pause" | "resume" | "clear"; readonly segment: number };

/** A problem document of the API. `fatal`: the server closes the connection after it. */
export type ProblemMessage = {
  readonly type: "problem";
  readonly fatal: boolean;
  readonly problem: object;
};

/** @throws Problem 400 `message-not-json` or 422 `message-invalid`, which names the field. */
export function readClientMessage(text: string): ClientMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Problem(400, "message-not-json", "A text frame must hold one JSON object.", { cause });
  }
  try {
    const { type } = validBody(Typed, value) as z.infer<typeof Typed>;
    return validBody(clientMessages[type], value) as ClientMessage;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(422, "message-invalid", error.detail, { errors: error.errors });
  }
}
