import { type Check, checkOf } from "../run.ts";
import type { Replay, ReplayedConversation, Standing } from "./replay.ts";

/** The check fails when this many more conversations, and this share of all, are worse than are better. */
const failing = { conversations: 2, share: 0.2 };
/** Details that are kept of each conversation that somebody should look at. */
const shownDifferences = 3;

export function countOf({ standings }: Pick<Replay, "standings">, standing: Standing): number {
  return standings.filter((each) => each === standing).length;
}

/**
 * What the replay says about the new version. One worse answer may be chance, because a model answers differently each
 * time; several that nothing better outweighs are not. Pure.
 */
export function replayCheck(replay: Replay, notable: readonly ReplayedConversation[]): Check {
  const count = (standing: Standing) => countOf(replay, standing);
  const [same, better, worse, look] = [count("same"), count("better"), count("worse"), count("look")];
  const judged = same + better + worse + look;
  const left = count("not-played") + count("gone");
  const summary = `${judged} conversations replayed: ${same} same, ${better} better, ${worse} worse, ${look} to look at.`;
  const stopped = {
    money: `${left} were left out: the replay may not cost more.`,
    time: `${left} were left out: the answers took too long.`,
  };
  const open = [
    ...(replay.stopped === null || left === 0 ? [] : [stopped[replay.stopped]]),
    ...replay.unknownTools.map(unknownOf),
  ];
  const excess = worse - better;
  const failed = excess >= failing.conversations && excess >= judged * failing.share;
  const verdict = failed ? "failed" : judged === 0 || worse + look > 0 || open.length > 0 ? "not-enough" : "passed";
  return checkOf("replay", verdict, [summary, ...open, ...notable.flatMap(detailsOf)]);
}

/** A sandbox asks no server, so nobody knows what the new version would do with them. */
function unknownOf({ server, host, tools }: Replay["unknownTools"][number]): string {
  return `not-replayable, MCP server ${server} (${host}): nobody has used ${tools.join(", ")} yet, so the new version answered without.`;
}

/** What the details of a replayed conversation begin with. */
export function markOf(position: number): string {
  return `conversation ${position + 1},`;
}

function detailsOf({ position, turns }: ReplayedConversation): readonly string[] {
  const found = turns.flatMap(({ differences }, turn) =>
    differences
      .filter(({ verdict }) => verdict !== "better")
      .map(({ kind, verdict, old, new: now }) => `message ${turn + 1}, ${kind}, ${verdict}: ${old} → ${now}`),
  );
  return found.slice(0, shownDifferences).map((each) => `${markOf(position)} ${each}`);
}
