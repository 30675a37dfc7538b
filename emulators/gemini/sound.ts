/**
 * The consonants of a word as they sound, for English words that are written in an Indian script: "चेकअप" and "checkup"
 * are both "cekp". Null when there are too few to tell words apart, or when the script is another one.
 */
export function soundOf(word: string): string | null {
  const sounds = /^[a-z]+$/i.test(word) ? latinSounds(word.toLowerCase()) : indianSounds(word);
  const plain = sounds.replace(/(?!^)[hy]/g, "").replace(/(.)\1+/g, "$1");
  return plain.length >= minimumSounds ? plain : null;
}

const minimumSounds = 3;

/** A vowel counts only at the beginning. */
function latinSounds(word: string): string {
  const spelt = word
    .replace(/tion|sion/g, "sn")
    .replace(/sch/g, "sk")
    .replace(/tch|ch/g, "C")
    .replace(/ck|c(?![eiy])|q/g, "k")
    .replace(/sh|c/g, "s")
    .replace(/ph|f/g, "p")
    .replace(/x/g, "ks")
    .replace(/[vw]/g, "b")
    .replace(/g(?=[eiy])/g, "j")
    .replace(/z/g, "j")
    .replace(/m(?=[pb])/g, "n");
  return spelt.replace(/^[aeiou]+/, "a").replace(/(?!^)[aeiou]/g, "");
}

/** The blocks of these scripts have the same letters at the same places (unicode.org/charts). */
const blocks = [0x0900, 0x0980, 0x0a00, 0x0a80, 0x0b00, 0x0b80, 0x0c00, 0x0c80, 0x0d00];
const blockSize = 0x80;
const places: Readonly<Record<string, string>> = {
  n: "01 02 19 1e 23 28 29",
  a: "05 06 07 08 09 0a 0d 0e 0f 10 11 12 13 14",
  k: "15 16 58 59",
  g: "17 18 5a",
  C: "1a 1b",
  j: "1c 1d 5b",
  t: "1f 20 24 25",
  d: "21 22 26 27",
  p: "2a 2b 5e",
  b: "2c 2d 35",
  m: "2e",
  y: "2f 5f",
  r: "30 31 5c 5d",
  l: "32 33 34",
  s: "36 37 38",
  h: "39",
};
const soundAt = new Map(
  Object.entries(places).flatMap(([sound, offsets]) =>
    offsets.split(" ").map((offset): [number, string] => [Number.parseInt(offset, 16), sound]),
  ),
);

function indianSounds(word: string): string {
  const sounds = Array.from(word.normalize("NFC"), (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    const block = blocks.find((start) => code >= start && code < start + blockSize);
    return block === undefined ? "" : (soundAt.get(code - block) ?? "");
  });
  return sounds
    .join("")
    .replace(/(?!^)a/g, "")
    .replace(/m(?=[pb])/g, "n");
}
