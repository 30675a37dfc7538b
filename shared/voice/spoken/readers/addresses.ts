import { type Place, type Reader, reader } from "../place.ts";
import { sayDigits } from "./numbers.ts";

const email = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/y;
const url =
  /(?:https?:\/\/|www\.)([^\s/<>"')\]]{1,250})(?:\/[^\s<>"')\]]{0,2000})?|((?:[A-Za-z0-9-]{1,63}\.){1,4}(?:com|in|org|net|io|co|me|app|dev|gov|edu|health|link|example)(?![\p{L}\d.-]))(?:\/[^\s<>"')\]]{0,2000})?/uy;

/** "asha dot rao at gmail dot com". */
export const emailReader: Reader = reader(email, "words", ([written], place) => {
  const [local = "", domain = ""] = written.split("@");
  return `${sayLabels(local, place)} ${place.lexicon.signs.at} ${sayLabels(domain, place)}`;
});

/** The domain of a link: nobody can write down the rest of it by ear. */
export const urlReader: Reader = (place) => {
  url.lastIndex = place.at;
  const match = url.exec(place.text);
  if (match === null) return undefined;
  const [whole, host = match[2] ?? ""] = match;
  const trailing = /[.,;:!?।]+$/.exec(whole)?.[0].length ?? 0;
  const domain = host.replace(/^www\./, "").replace(/[.,;:!?।]+$|:\d+$/g, "");
  return { end: place.at + whole.length - trailing, words: sayLabels(domain, place), kind: "words" };
};

function sayLabels(text: string, { lexicon }: Place): string {
  const { dot, dash, underscore, plus, percent } = lexicon.signs;
  const words: Readonly<Record<string, string>> = { ".": dot, "-": dash, _: underscore, "+": plus, "%": percent };
  return (text.match(/[A-Za-z]+|\d+|[^A-Za-z\d]/gu) ?? [])
    .map((piece) => words[piece] ?? (/\d/.test(piece) ? sayDigits(piece, lexicon) : piece))
    .join(" ");
}
