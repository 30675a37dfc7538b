import { Problem } from "../../../shared/http/problem.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { CallEvent } from "../../session/call-session.ts";
import { bucket } from "../admission/bucket.ts";
import type { SocketUser } from "../admission/identify.ts";
import type { Connection } from "../connection.ts";
import type { OpenCall } from "../dependencies.ts";
import { protocolVersion, type ServerMessage, type Start } from "../protocol.ts";
import { SocketAudioInput } from "./audio-input.ts";
import { SocketAudioOutput } from "./audio-output.ts";
import type { SocketEnd, SocketSession } from "./socket-session.ts";

/** Of one binary frame, in milliseconds. */
const frameLimitsMs = { least: 10, most: 100 };
/** Sound beyond real time is dropped: it is old news after a stall of the network, or no microphone at all. */
const paceAllowance = 1.1;
const burstMs = 3_000;
/** A client that goes on after so much dropped sound sends a file, not a voice. */
const mostDroppedMs = 60_000;

/** Why the session's call ends when the socket's part of it does. */
const callEndReasons = {
  "client-ended": "caller-left",
  "client-gone": "caller-left",
  "client-idle": "caller-left",
  "token-expired": "caller-left",
  shutdown: "shutdown",
} as const satisfies Readonly<Record<SocketEnd, string>>;

/** A call over a socket, without any room. */
export async function voiceSession(options: {
  readonly start: Start;
  readonly user: SocketUser;
  readonly callId: string;
  readonly openCall: OpenCall;
  readonly connection: Connection;
  readonly log: Logger;
  /** The call ended from within: the agent hung up, the longest duration was reached. */
  onEnded(): void;
}): Promise<SocketSession> {
  const { start, user, callId, connection, log } = options;
  const monotonic = () => performance.now();
  const bytesPerMs = (start.sample_rate * 2) / 1000;
  const pace = bucket({ perSecond: 1000 * paceAllowance, burst: burstMs, now: monotonic });
  let droppedMs = 0;
  let ending: Promise<void> | undefined;
  let reasonOfSocket: SocketEnd | undefined;

  const onEvent = (event: CallEvent) => {
    if (event.type === "fault") log.warn({ callId, component: event.component, fault: event.message }, "Speech failed");
    const message = messageOf(event, reasonOfSocket);
    if (message) connection.send(message);
    if (event.type === "ended" && reasonOfSocket === undefined) options.onEnded();
  };
  const { session, sampleRate, hears } = await options.openCall(
    {
      tenantId: user.tenantId,
      callId,
      direction: "web",
      channel: "web_voice",
      configName: start.config_id ?? null,
      customerAddress: user.sessionId,
      accountAddress: null,
      briefing: null,
    },
    onEvent,
  );
  const input = new SocketAudioInput(start.sample_rate);
  const output = new SocketAudioOutput({
    sampleRate,
    reportsPlayout: start.reports_playout,
    sink: { control: connection.send, audio: connection.sendAudio },
    now: monotonic,
  });

  async function finish(reason: SocketEnd): Promise<void> {
    reasonOfSocket = reason;
    // Nobody listens any more, so what is being said cannot be awaited.
    if (reason === "client-gone") output.close();
    try {
      await session.end(callEndReasons[reason]);
    } finally {
      output.close();
      await input.close();
    }
  }

  return {
    started: {
      type: "started",
      version: protocolVersion,
      mode: "voice",
      conversation_id: session.conversationId,
      call_id: callId,
      audio: { sample_rate: sampleRate, hears },
    },
    begin: () => session.start({ type: "streams", input, output }),

    async say({ text, choice_id: choiceId }) {
      if (choiceId !== undefined)
        throw new Problem(422, "choice-unexpected", "A call has no choices. Send the choice's label as `text`.");
      session.typed(text);
    },
    key: (key) => session.pressed(key),

    hear(pcm) {
      const ms = pcm.length / bytesPerMs;
      if (pcm.length % 2 !== 0 || ms < frameLimitsMs.least || ms > frameLimitsMs.most)
        throw new Problem(
          422,
          "audio-invalid",
          `A binary frame must hold 20 to 60 ms of s16le at ${start.sample_rate} Hz (${20 * bytesPerMs} to ${60 * bytesPerMs} bytes), not ${pcm.length} bytes.`,
        );
      if (pace(ms)) return input.push(pcm);
      droppedMs += ms;
      if (droppedMs > mostDroppedMs)
        throw new Problem(429, "audio-too-fast", "Send sound as fast as it is spoken. Much of it was dropped.");
    },

    played: (report) => output.played(report),

    end(reason) {
      ending ??= finish(reason);
      return ending;
    },
  };
}

function messageOf(event: CallEvent, reasonOfSocket: SocketEnd | undefined): ServerMessage | undefined {
  switch (event.type) {
    case "state":
    case "heard":
    case "said":
      return event;
    case "escalated":
      return { type: "status", status: "escalated" };
    case "tool":
      return { type: "tool", status: event.status };
    case "ended":
      return { type: "ended", reason: reasonOfSocket ?? event.reason };
    // Faults and changes of mode are for operators. The customer hears what the session makes of them.
    default:
      return undefined;
  }
}
