import { callAudio } from "./call-audio.js";
import { CallRefused } from "./call-refused.js";

const openWithinMs = 10_000;
/** A token is renewed so long before it expires. */
const renewAheadMs = 120_000;
/** Sound that a slow network cannot take is lost, because late sound is of no use. */
const mostUnsentBytes = 16_000;

/**
 * Connects a call over the server's WebSocket (docs/socket.md). Resolves when the server has started it.
 * @param {{ url: string, token: (fresh: boolean) => Promise<{ token: string }>, replaces?: string,
 *   on: (message: object) => void, onClosed: () => void, onMicrophoneLost: () => void }} call
 * @throws CallRefused
 */
export async function callBySocket({ url, token, replaces, on, onClosed, onMicrophoneLost }) {
  const { token: current } = await token(replaces === undefined);
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  let renewing;
  const send = (message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const audio = callAudio({
    onSound(pcm) {
      if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < mostUnsentBytes) socket.send(pcm);
    },
    onPlayed: (report) => send({ type: "played", ...report }),
    onLost: onMicrophoneLost,
  });

  const started = await new Promise((resolve, reject) => {
    let isStarted = false;
    const late = setTimeout(() => fail("timeout"), openWithinMs);
    const fail = (code, detail) => {
      clearTimeout(late);
      socket.close();
      reject(new CallRefused(code, detail));
    };
    const start = { type: "start", version: 1, mode: "voice", token: current, reports_playout: true };
    socket.onopen = () => send({ ...start, ...(replaces ? { replaces } : {}) });
    socket.onmessage = ({ data }) => {
      if (typeof data !== "string") return audio.play(data);
      const message = JSON.parse(data);
      if (message.type === "started") {
        isStarted = true;
        clearTimeout(late);
        // Speech may follow at once, so the loudspeaker takes it from here on.
        audio.prepare(message.audio.sample_rate).then(() => resolve(message), reject);
      } else if (!isStarted && message.type === "problem") fail(message.problem.code, message.problem.detail);
      else receive(message);
    };
    socket.onclose = () => {
      clearTimeout(renewing);
      void audio.close();
      if (isStarted) onClosed();
      else fail("connection-failed");
    };
  });
  renewLater(started.expires_at);

  function receive(message) {
    if (["speech", "pause", "resume", "clear"].includes(message.type)) audio.control(message);
    if (message.type === "renewed") renewLater(message.expires_at);
    else on(message);
  }

  function renewLater(expiresAt) {
    clearTimeout(renewing);
    if (expiresAt === null) return;
    const inMs = Math.max(1_000, Date.parse(expiresAt) - Date.now() - renewAheadMs);
    renewing = setTimeout(async () => send({ type: "renew", token: (await token(true)).token }), inMs);
  }

  return {
    callId: started.call_id,
    hears: started.audio.hears,
    listen: audio.listen,
    mute: audio.mute,
    wake: audio.wake,
    isSilent: audio.isSilent,
    devices: audio.devices,
    speakBy: audio.speakBy,
    say: (text) => send({ type: "message", text }),
    hangUp() {
      send({ type: "end" });
      socket.close(1000);
    },
  };
}
