/** Letters that look like the English ones and are not them. */
const accents: Readonly<Record<string, string>> = {
  ...{ a: "á", b: "ƀ", c: "č", d: "ď", e: "é", f: "ƒ", g: "ğ", h: "ĥ", i: "í", j: "ĵ", k: "ķ", l: "ľ", m: "ɱ", n: "ñ" },
  ...{ o: "ó", p: "þ", q: "ǫ", r: "ŕ", s: "š", t: "ť", u: "ú", v: "ṽ", w: "ŵ", x: "ẋ", y: "ý", z: "ž" },
};
/** Languages that are translated into are longer than English by about that much. */
const longer = 0.4;

/** A text of the console as a language would write it that nobody speaks: longer, accented, in brackets. */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\w+\})/);
  const letters = parts.filter((part) => !part.startsWith("{")).join("");
  const padding = "~".repeat(Math.ceil(letters.length * longer));
  // Padding of several words, because a text of several words may be wrapped.
  const room = letters.includes(" ") ? ` ${padding.replace(/~{6}(?=~)/g, "~~~~~~ ")}` : padding;
  const accented = parts.map((part) =>
    part.startsWith("{") ? part : part.replace(/[a-z]/g, (one) => accents[one] ?? one),
  );
  return `⟦${accented.join("")}${room}⟧`;
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
