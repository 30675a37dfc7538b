/** The microphone and the loudspeaker of one call. */

const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** @param {{ onSound: (pcm: ArrayBuffer) => void, onPlayed: (report: object) => void, onLost: () => void }} to */
export function callAudio({ onSound, onPlayed, onLost }) {
  // In two contexts: speech plays at its own rate, and Firefox captures only at the device's.
  let capture;
  let playing;
  let speaker;
  let stream;
  let muted = false;
  const worklet = new URL("./call-worklet.js", import.meta.url);

  /** @param {string | undefined} deviceId */
  async function listen(deviceId) {
    const device = deviceId ? { deviceId: { exact: deviceId } } : {};
    const opened = await navigator.mediaDevices.getUserMedia({ audio: { ...processing, ...device } });
    stop(stream);
    stream = opened;
    const [track] = stream.getAudioTracks();
    track.enabled = !muted;
    track.onended = onLost;
    await capture?.close();
    capture = new AudioContext();
    await capture.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(capture, "call-microphone", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => onSound(data);
    capture.createMediaStreamSource(stream).connect(node);
    await capture.resume();
  }

  /** @param {number} sampleRate of the agent's speech */
  async function prepare(sampleRate) {
    await playing?.close();
    playing = new AudioContext({ sampleRate });
    await playing.audioWorklet.addModule(worklet);
    speaker = new AudioWorkletNode(playing, "call-speaker", { numberOfInputs: 0, outputChannelCount: [1] });
    speaker.port.onmessage = ({ data }) => {
      // What is rendered has not left the loudspeaker yet, which matters where the agent is interrupted.
      const latencyMs = data.final ? (playing.outputLatency || playing.baseLatency || 0) * 1000 : 0;
      onPlayed({ ...data, ms: Math.max(0, data.ms - latencyMs) });
    };
    speaker.connect(playing.destination);
    await playing.resume();
  }

  return {
    listen,
    prepare,
    /** @param {ArrayBuffer} pcm */
    play: (pcm) => speaker?.port.postMessage({ type: "audio", pcm }, [pcm]),
    /** @param {object} message a `speech`, `pause`, `resume` or `clear` of the server */
    control: (message) => speaker?.port.postMessage(message),
    /** Browsers start silent pages only after a press. */
    wake: () => void playing?.resume(),
    isSilent: () => playing !== undefined && playing.state !== "running",
    mute(on) {
      muted = on;
      for (const track of stream?.getAudioTracks() ?? []) track.enabled = !on;
    },
    async devices() {
      const all = await navigator.mediaDevices.enumerateDevices();
      return {
        microphones: all.filter(({ kind, deviceId }) => kind === "audioinput" && deviceId),
        // Safari and Firefox for Android choose the loudspeaker themselves.
        speakers: playing?.setSinkId ? all.filter(({ kind, deviceId }) => kind === "audiooutput" && deviceId) : [],
      };
    },
    speakBy: (deviceId) => playing?.setSinkId(deviceId),
    hears: () => stream !== undefined,
    async close() {
      stop(stream);
      await Promise.all([capture, playing].map((context) => context?.close().catch(() => {})));
      capture = playing = speaker = stream = undefined;
    },
  };
}

function stop(stream) {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}
