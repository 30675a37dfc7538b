import type { OpenInterval } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { readHours } from "../../facts/read-hours.ts";
import { type Claimed, type Line, whole } from "./claimed.ts";

const label = /^[\p{L}\p{M} ]{0,40}?(?:hours|timings?|open|समय)[\p{L}\p{M} ]{0,12}\s*(?::|[-–](?=\s))\s*/iu;
const day =
  /(?<![\p{L}\p{M}])(?:mon|tue|wed|thu|fri|sat|sun|daily|every ?day|all days|weekdays|सोम|मंगल|बुध|गुरु|शुक्र|शनि|रवि|प्रतिदिन)/iu;
const time = /(?<![\d.,:₹])\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m|बजे)|(?<!\d)\d{1,2}:\d\d/iu;
/** Words before hours in a sentence that say whose hours they are. */
const opens = /(?:^|\s)(?:open|opens|hours|timings?|run|runs|office|clinic|store|shop|खुला|खुले|समय)(?![\p{L}\p{M}])/iu;

/** Opening hours: lines of days and times that follow each other are one opening, and else a sentence may name one. */
export function hoursFacts(lines: readonly Line[]): readonly Claimed[] {
  const found: Claimed[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const read = hoursAt(lines, at);
    if (read !== undefined) {
      found.push(claimed(read.value, read.start, read.end));
      at = lines.findIndex((line) => whole(line).end >= read.end);
    } else found.push(...hoursInSentences(lines[at]));
  }
  return found;
}

function claimed(value: readonly OpenInterval[], start: number, end: number): Claimed {
  return { claim: { kind: "hours", value: [...value] }, span: { start, end } };
}

function hoursAt(lines: readonly Line[], at: number) {
  let read: { value: readonly OpenInterval[]; start: number; end: number } | undefined;
  for (let to = at; to < Math.min(lines.length, at + 8); to += 1) {
    const [first, last] = [lines[at], lines[to]];
    if (first === undefined || last === undefined || last.text.length > 200) break;
    if (to > at && !/\d|closed|बंद/i.test(last.text)) break;
    const joined = lines
      .slice(at, to + 1)
      .map(({ text }) => text)
      .join("\n");
    const cut = readHours(joined) === undefined ? (label.exec(joined)?.[0].length ?? 0) : 0;
    const value = readHours(joined.slice(cut).replace(/[.\s]+$/, ""));
    if (value === undefined && !(to === at && label.test(`${first.text}:`))) break;
    if (value !== undefined) read = { value, start: first.start + cut, end: whole(last).end };
  }
  return read;
}

/** Such as `We are open Tuesday to Sunday from 8am to 10pm.` What stands before the first day must speak of opening. */
function hoursInSentences(line: Line | undefined): readonly Claimed[] {
  if (line === undefined || line.text.length > 400 || !day.test(line.text)) return [];
  return [...line.text.matchAll(/[^!?।]+?(?:\.(?=\s+\p{Lu})|[!?।]|$)/gu)].flatMap(({ 0: sentence, index }) => {
    const first = day.exec(sentence)?.index;
    if (first === undefined) return [];
    // `open 6 am to 11 pm every day`: the times may come before the days.
    const from = Math.min(first, time.exec(sentence)?.index ?? first);
    if (sentence.slice(0, from).trim() !== "" && !opens.test(sentence.slice(0, from))) return [];
    const text = sentence.slice(from).replace(/[.!?।\s]+$/, "");
    const value = readHours(text);
    const start = line.start + index + from;
    return value === undefined ? [] : [claimed(value, start, start + text.length)];
  });
}
