/** Shorter repeats are what people say: "no no", "bye bye". */
const leastWords = 3;

/** Nobody says a word this often in a row. */
const stutter = /(\S+)(?:\s+\1){3,}$/iu;

/**
 * Leaves out what the recogniser repeats at the end. Whisper, given less than the 30 seconds it was trained on, says a
 * sentence again, begins it again, or says its last word over and over.
 */
export function withoutEcho(text: string): string {
  const words = text.trim().replace(stutter, "$1").split(/\s+/);
  const plain = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  for (let length = Math.floor(words.length / 2); length >= 1; length -= 1) {
    const tail = plain.slice(-length).join(" ");
    const isLong = length >= leastWords;
    const isSaidBefore = isLong && tail === plain.slice(-2 * length, -length).join(" ");
    const beginsAnew = isLong || /[.?!]$/.test(words.at(-length - 1) ?? "");
    if (isSaidBefore || (beginsAnew && tail === plain.slice(0, length).join(" ")))
      return withoutEcho(words.slice(0, -length).join(" "));
  }
  return words.join(" ");
}
