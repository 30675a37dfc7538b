import { withHeard, withLine, withSaid } from "./call-captions.js";

const retryPausesMs = [500, 1_500, 4_000, 8_000];

/**
 * @typedef {{ phase: "connecting" | "live" | "reconnecting" | "ended", agent: "listening" | "thinking" | "speaking",
 *   hears: boolean, muted: boolean, silent: boolean, captions: readonly import("./call-captions.js").Caption[],
 *   working: boolean, startedAt?: number, endedAt?: number, reason?: string, detail?: string, notice?: string }} CallState
 */

/**
 * One call with the agent, whatever carries it. A lost connection is made again, and the agent goes on with the same
 * conversation.
 * @param {{ connect: (to: object) => Promise<object>, onChange: (state: CallState) => void }} options `connect` opens a
 *   line: `callBySocket` or `callByLiveKit`
 */
export function startCall({ connect, onChange }) {
  let state = { phase: "connecting", agent: "listening", hears: true, muted: false, silent: false, working: false };
  state.captions = [];
  let line;
  const change = (next) => {
    state = { ...state, ...next };
    onChange(state);
  };

  async function dial() {
    line = await connect({
      replaces: line?.callId,
      on: receive,
      onClosed: () => void reconnect(),
      onMicrophoneLost: () => change({ notice: "microphone-lost" }),
    });
    if (state.phase === "ended") return line.hangUp();
    change({ phase: "live", startedAt: state.startedAt ?? Date.now(), hears: line.hears, silent: line.isSilent() });
    if (line.hears) await listen();
  }

  async function listen(deviceId) {
    try {
      await line.listen(deviceId);
      line.mute(state.muted);
      change({ notice: undefined });
    } catch (error) {
      // The call goes on: what would be said can be typed.
      change({ notice: error.name === "NotAllowedError" ? "microphone-denied" : "microphone-missing" });
    }
  }

  function receive(message) {
    const { type } = message;
    if (type === "state") change({ agent: message.state, working: false });
    else if (type === "tool") change({ working: message.status === "started" });
    else if (type === "heard") change({ captions: withHeard(state.captions, message) });
    else if (type === "said") change({ captions: withSaid(state.captions, message) });
    else if (type === "line") change({ captions: withLine(state.captions, message) });
    else if (type === "reconnecting") change({ phase: "reconnecting" });
    else if (type === "reconnected") change({ phase: "live" });
    else if (type === "ended") finish(message.reason);
    else if (type === "problem" && message.problem.code === "rate-limited") change({ notice: "too-fast" });
  }

  async function reconnect() {
    if (state.phase === "ended") return;
    change({ phase: "reconnecting" });
    for (const pauseMs of retryPausesMs) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (state.phase === "ended") return;
      try {
        return await dial();
      } catch (error) {
        if (error.isPassing === false) return finish(error.code, error.detail);
      }
    }
    finish("connection-lost");
  }

  /** @param {string} reason @param {string} [detail] the server's own words for a refusal */
  function finish(reason, detail) {
    if (state.phase === "ended") return;
    change({ phase: "ended", reason, detail, endedAt: Date.now() });
    line?.hangUp();
  }

  dial().catch((error) => finish(error.code ?? "connection-failed", error.detail));

  return {
    say(text) {
      line?.wake();
      line?.say(text);
      change({ captions: withHeard(state.captions, { text, final: true }) });
    },
    mute() {
      line?.mute(!state.muted);
      change({ muted: !state.muted });
    },
    wake() {
      line?.wake();
      setTimeout(() => change({ silent: line?.isSilent() ?? false }), 200);
    },
    listen,
    devices: async () => line?.devices() ?? { microphones: [], speakers: [] },
    speakBy: (deviceId) => line?.speakBy(deviceId),
    hangUp: () => finish("hung-up"),
  };
}
