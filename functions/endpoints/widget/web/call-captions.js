/**
 * What is said in a call, in order. An open line is still being recognised, and the next words replace it.
 * @typedef {{ by: "customer" | "agent", text: string, open: boolean, id?: string }} Caption
 */

/** @param {readonly Caption[]} captions @param {{ text: string, final: boolean }} heard @returns {readonly Caption[]} */
export function withHeard(captions, { text, final }) {
  const last = captions.at(-1);
  const kept = last?.open ? captions.slice(0, -1) : captions;
  const newest = kept.at(-1);
  // Typed words are shown at once, and come back as heard.
  const isKnown = newest?.by === "customer" && newest.text === text;
  return isKnown || text === "" ? kept : [...kept, { by: "customer", text, open: !final }];
}

/**
 * The agent speaks piece by piece. When it is interrupted, the server tells what was heard of all its pieces.
 * @param {readonly Caption[]} captions @param {{ text: string, interrupted: boolean }} said @returns {readonly Caption[]}
 */
export function withSaid(captions, { text, interrupted }) {
  const last = captions.at(-1);
  if (!interrupted) {
    if (text === "") return captions;
    if (last?.by !== "agent") return [...captions, { by: "agent", text, open: false }];
    return captions.with(-1, { ...last, text: `${last.text} ${text}` });
  }
  const index = captions.findLastIndex(({ by }) => by === "agent");
  if (index === -1) return captions;
  return text === ""
    ? captions.toSpliced(index, 1)
    : captions.with(index, { by: "agent", text: `${text} …`, open: false });
}

/**
 * A line that grows or changes under its id.
 * @param {readonly Caption[]} captions @param {Caption & { id: string }} line @returns {readonly Caption[]}
 */
export function withLine(captions, { id, by, text, open }) {
  const index = captions.findIndex((caption) => caption.id === id);
  const line = { id, by, text, open };
  return index === -1 ? [...captions, line] : captions.with(index, line);
}
