/** Letters that look like the English ones and are not them. */
const [plain, accented] = ["abcdefghijklmnopqrstuvwxyz", "áƀčďéƒğĥíĵķľɱñóþǫŕšťúṽŵẋýž"];
const accents = new Map([...plain].map((letter, index) => [letter, [...accented][index] ?? letter]));
/** Languages that are translated into are longer than English by about that much. */
const longer = 0.4;

/** A text of the console as a language would write it that nobody speaks: longer, accented, in brackets. */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\w+\})/);
  const letters = parts.filter((part) => !part.startsWith("{")).join("");
  const padding = "~".repeat(Math.ceil(letters.length * longer));
  // Padding of several words, because a text of several words may be wrapped.
  const room = letters.includes(" ") ? ` ${padding.replace(/~{6}(?=~)/g, "~~~~~~ ")}` : padding;
  const written = parts.map((part) =>
    part.startsWith("{") ? part : part.replace(/[a-z]/g, (one) => accents.get(one) ?? one),
  );
  return `⟦${written.join("")}${room}⟧`;
}

/** What of a shown text no catalogue has said: what stands outside of all brackets. */
export function outsideBrackets(shown: string): string {
  let rest = shown;
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, " ");
  }
  return rest.trim();
}
