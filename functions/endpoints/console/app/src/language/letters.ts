/** So long a page waits for the letters of its language: without them it shows boxes, and moves when they come. */
const lettersWithinMs = 1_500;

const fonts: Readonly<Record<string, readonly [font: string, letter: string]>> = {
  hi: ['1rem "Console Devanagari"', "अ"],
  ur: ['1rem "Console Arabic"', "ا"],
};

/** Resolves when the letters of a language are there, or do not come: then the system's own are shown, or boxes. */
export async function lettersOf(locale: string): Promise<void> {
  const needed = fonts[locale];
  if (needed === undefined) return;
  const letters = document.fonts.load(...needed);
  await Promise.race([letters.catch(() => []), new Promise((resolve) => setTimeout(resolve, lettersWithinMs))]);
}
