import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { loopback } from "../server-process.ts";
import { decodeMuLaw, encodeMuLaw } from "./g711.ts";
import { endedKey, keyPayload, keys, readRtp, writeRtp } from "./rtp.ts";
import type { SessionDescription } from "./session-description.ts";

export const sampleRate = 8000;
const packetSamples = 160;
const packetMs = 20;
/** What waits beyond half a second came in a stall, and would delay the rest of the call. */
const longestQueue = sampleRate / 2;
const shortestQueue = sampleRate / 10;
const keySamples = 800;

/** A telephone's audio and keys, both ways, on a UDP port of this machine. */
export interface MediaStream {
  readonly port: number;
  /** Sends to where the telephone wants its audio. */
  connect(remote: SessionDescription): void;
  /** Queues audio of one speaker. Speakers are mixed. */
  play(speaker: string, samples: Int16Array): void;
  press(key: string): void;
  close(): void;
}

export async function openMediaStream(heard: {
  onAudio(samples: Int16Array): void;
  onKey(key: string): void;
}): Promise<MediaStream> {
  const socket = createSocket("udp4").bind(0, loopback);
  await once(socket, "listening");
  const queues = new Map<string, number[]>();
  const pressed: string[] = [];
  const source = randomInt(2 ** 32);
  let remote: SessionDescription | undefined;
  let lastKeyAt: number | undefined;
  let sequence = randomInt(2 ** 15);
  let timestamp = randomInt(2 ** 31);

  socket.on("message", (datagram) => {
    const packet = readRtp(datagram);
    if (packet === undefined) return;
    if (packet.payloadType === 0) heard.onAudio(decodeMuLaw(packet.payload));
    if (packet.payloadType !== remote?.telephoneEvent) return;
    const key = endedKey(packet);
    if (key === undefined || packet.timestamp === lastKeyAt) return;
    lastKeyAt = packet.timestamp;
    heard.onKey(key);
  });

  function send(to: SessionDescription, payloadType: number, payload: Buffer): void {
    sequence += 1;
    socket.send(writeRtp({ payloadType, payload, timestamp, sequence, source }), to.port, to.address);
  }

  function sendKey(to: SessionDescription, payloadType: number, key: string): void {
    send(to, payloadType, keyPayload(key, packetSamples, false));
    for (let copy = 0; copy < 3; copy++) send(to, payloadType, keyPayload(key, keySamples, true));
    timestamp += keySamples;
  }

  function sendPacket(): void {
    if (remote === undefined) return;
    const key = remote.telephoneEvent === null ? undefined : pressed.shift();
    if (key !== undefined && remote.telephoneEvent !== null) {
      sendKey(remote, remote.telephoneEvent, key);
    } else {
      send(remote, 0, Buffer.from(encodeMuLaw(mix(queues))));
      timestamp += packetSamples;
    }
  }

  let nextAt = performance.now();
  const timer = setInterval(() => {
    for (; performance.now() >= nextAt; nextAt += packetMs) sendPacket();
  }, packetMs / 2);

  return {
    port: socket.address().port,
    connect(description) {
      remote = description;
    },
    play(speaker, samples) {
      const queue = queues.get(speaker) ?? [];
      queues.set(speaker, queue);
      for (const sample of samples) queue.push(sample);
      if (queue.length > longestQueue) queue.splice(0, queue.length - shortestQueue);
    },
    press(key) {
      if (keys.includes(key)) pressed.push(key);
    },
    close() {
      clearInterval(timer);
      socket.close();
    },
  };
}

/** One packet of all speakers. A speaker with less than a packet is silent. */
function mix(queues: ReadonlyMap<string, number[]>): Int16Array {
  const mixed = new Int16Array(packetSamples);
  for (const queue of queues.values()) {
    if (queue.length < packetSamples) continue;
    for (const [index, sample] of queue.splice(0, packetSamples).entries())
      mixed[index] = Math.max(-32_768, Math.min(32_767, (mixed[index] ?? 0) + sample));
  }
  return mixed;
}
