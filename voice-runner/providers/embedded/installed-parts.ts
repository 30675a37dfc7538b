import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where the parts of `npm run voice:install` lie. Undefined: that part is not there. */
export interface EmbeddedSpeechParts {
  /** Whisper for English, and for many languages: folders. Both need `python`. */
  readonly whisper: { readonly english: string | undefined; readonly multilingual: string | undefined };
  /** Piper's voice: a file. */
  readonly piper: string | undefined;
  readonly python: string | undefined;
  /** The system's espeak-ng (GPL-3, so it is never bundled): the Indian languages, robotic. */
  readonly espeak: string | undefined;
  /** One line on what is there, and how the rest is got. */
  readonly summary: string;
}

const espeakProgram = "espeak-ng";

/** Where `npm run voice:install` puts everything. */
export function speechFolder(modelsDir: string): string {
  return resolve(modelsDir, "voice");
}

/** The Python of speech on this machine, in a folder of its own, so that it meets no other Python's packages. */
export function pythonIn(folder: string): string {
  return join(folder, "python", ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
}

export function embeddedSpeechParts(modelsDir: string): EmbeddedSpeechParts {
  const folder = speechFolder(modelsDir);
  const ifThere = (path: string) => (existsSync(path) ? path : undefined);
  const python = ifThere(pythonIn(folder));
  const model = (name: string) => ifThere(join(folder, name, "model.bin")) && join(folder, name);
  const parts = {
    whisper: { english: python && model("whisper-tiny.en"), multilingual: python && model("whisper-base") },
    piper: python && ifThere(join(folder, "piper-joe", "en_US-joe-medium.onnx")),
    python,
    espeak: hasEspeak() ? espeakProgram : undefined,
  };
  return { ...parts, summary: summaryOf(parts) };
}

let isEspeakThere: boolean | undefined;

/** Asked once: a call should not wait for it. */
function hasEspeak(): boolean {
  isEspeakThere ??= spawnSync(espeakProgram, ["--version"]).status === 0;
  return isEspeakThere;
}

function summaryOf({ whisper, piper, espeak }: Omit<EmbeddedSpeechParts, "summary">): string {
  const list = [
    ["recognises English (whisper-tiny.en)", whisper.english],
    ["recognises other languages (whisper-base)", whisper.multilingual],
    ["speaks English well (piper)", piper],
    ["speaks the Indian languages (espeak-ng)", espeak],
  ] as const;
  const [have, lack] = [list.filter(([, path]) => path), list.filter(([, path]) => !path)];
  const told = (which: typeof have) => which.map(([name]) => name).join(", ") || "nothing";
  const remedies = [
    ...(whisper.english && whisper.multilingual && piper ? [] : ["`npm run voice:install`"]),
    ...(espeak ? [] : ["your system's package espeak-ng"]),
  ];
  const rest =
    lack.length === 0 ? "Nothing is missing." : `Missing: ${told(lack)}; get it by ${remedies.join(" and ")}.`;
  return `Speech on this machine: speaks English (flite), ${told(have)}. ${rest}`;
}
