import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandPath, findLiveKitWithSip } from "../../../emulators/livekit/find.ts";
import { freeUdpPort, loopback } from "../../../emulators/server-process.ts";
import { wav } from "../../../emulators/speech/tone.ts";
import { samplesOfWav } from "./tone.ts";

/** Telephones of others' making, so that the bridge is not tested with its own mistakes. */

/** As `findLiveKitWithSip`, for tests that also need these telephones. */
export function findTelephones(...commands: readonly ("sipp" | "baresip")[]) {
  const search = findLiveKitWithSip(process.env.LIVEKIT_SERVER);
  const missing = commands.filter((command) => commandPath(command) === undefined);
  if (!search.found || missing.length === 0) return search;
  const notice = `no ${missing.join(" and no ")}. Install what is missing with "npm run livekit:install"`;
  return { found: false, notice } as const;
}

/** sipp, playing one of the scenarios. It ends with an error unless the call goes as the scenario says. */
export interface ScriptedTelephone {
  readonly address: string;
  /** @throws Error with what sipp says. */
  finished(): Promise<void>;
}

/** @param options more of sipp's own, such as `-rtp_echo`, which sends every sound back */
export function callee(scenario: string, ...options: readonly string[]): Promise<ScriptedTelephone> {
  return runSipp(scenario, options);
}

export function caller(scenario: string, to: { readonly number: string; readonly bridge: string }) {
  return runSipp(scenario, [to.bridge, "-s", to.number]);
}

async function runSipp(scenario: string, target: readonly string[]): Promise<ScriptedTelephone> {
  const folder = await mkdtemp(join(tmpdir(), "sipp-"));
  const [port, mediaPort] = [await freeUdpPort(), await freeUdpPort()];
  const file = join(import.meta.dirname, "scenarios", `${scenario}.xml`);
  const place = ["-i", loopback, "-p", String(port), "-mp", String(mediaPort)];
  const once_ = ["-m", "1", "-nostdin", "-timeout", "120s", "-timeout_error", "-recv_timeout", "20000"];
  const child = spawn("sipp", [...target, "-sf", file, ...place, ...once_], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const finished = once(child, "close").then(async ([code]) => {
    await rm(folder, { recursive: true });
    if (code !== 0) throw new Error(`sipp ${scenario} ended with ${code}: ${said.trim()}`);
  });
  // The error is the test's, which asks for it when it is ready.
  finished.catch(() => undefined);
  return { address: `${loopback}:${port}`, finished: () => finished };
}

/** A whole call by baresip, a telephone for people. @returns what it heard, at 8 kHz. */
export async function callByTelephone(call: {
  readonly number: string;
  readonly bridge: string;
  /** At 8 kHz. */
  readonly says: Int16Array;
  readonly seconds: number;
}): Promise<Int16Array> {
  const { bridge, number, says, seconds } = call;
  const dial = ["-e", `/dial sip:${number}@${bridge}`];
  return (await openTelephone({ number: "+15557654321", says, seconds, more: dial, settings: "" })).heard();
}

/** A telephone that answers every call, by baresip, and is switched off after `seconds`. */
export function answeringTelephone(how: {
  /** It answers calls to no other. */
  readonly number: string;
  readonly says: Int16Array;
  readonly seconds: number;
}): Promise<Telephone> {
  return openTelephone({ ...how, more: [], settings: ";answermode=auto" });
}

export interface Telephone {
  readonly address: string;
  /** Waits until it is switched off. @returns what it heard, at 8 kHz */
  heard(): Promise<Int16Array>;
}

async function openTelephone(how: {
  readonly number: string;
  readonly says: Int16Array;
  readonly seconds: number;
  /** Words of the command. */
  readonly more: readonly string[];
  /** Of the account. */
  readonly settings: string;
}): Promise<Telephone> {
  const { number, says, seconds, more, settings } = how;
  const folder = await mkdtemp(join(tmpdir(), "baresip-"));
  const port = await freeSipPort();
  const lines = [
    `sip_listen ${loopback}:${port}`,
    `audio_source aufile,${join(folder, "says.wav")}`,
    "audio_alert none,nil",
    "module_path /usr/lib/baresip/modules",
    ...["stdio", "g711", "aufile", "sndfile", "account", "menu"].map((name) => `module ${name}.so`),
    `snd_path ${folder}`,
    "call_max_calls 1",
  ];
  await writeFile(join(folder, "config"), `${lines.join("\n")}\n`);
  await writeFile(join(folder, "accounts"), `<sip:${number}@${loopback}>;regint=0;audio_codecs=pcmu${settings}\n`);
  await writeFile(join(folder, "says.wav"), wav(Buffer.from(says.buffer, says.byteOffset, says.byteLength), 8000));
  const child = spawn("baresip", ["-f", folder, ...more, "-t", String(seconds)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk;
    });
  const closed = once(child, "close");
  const heard = async () => {
    await closed;
    const recording = (await readdir(folder)).find((name) => name.endsWith("dec.wav"));
    if (recording === undefined) throw new Error(`baresip recorded nothing: ${said}`);
    return samplesOfWav(await readFile(join(folder, recording)));
  };
  return {
    address: `${loopback}:${port}`,
    heard: () => heard().finally(() => rm(folder, { recursive: true })),
  };
}

/** baresip listens by UDP and TCP on its port, and for TLS on the next one. */
async function freeSipPort(): Promise<number> {
  for (;;) {
    const port = await freeUdpPort();
    if ((await canListen(port)) && (await canListen(port + 1))) return port;
  }
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer().listen(port, loopback);
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
