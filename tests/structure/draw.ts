/** One file imports another. Both are paths from the repository's root. */
export type Import = readonly [from: string, to: string];

/**
 * A Mermaid flowchart of the imports between folders. An arrow that other arrows imply is omitted, so that the picture
 * is readable and hides no dependency. The same imports give the same text.
 */
export function drawFolders(imports: readonly Import[]): string {
  const between = new Map<string, Set<string>>();
  for (const [from, to] of imports) {
    const [one, other] = [folderOf(from), folderOf(to)];
    if (one === undefined || other === undefined || one === other) continue;
    between.set(one, (between.get(one) ?? new Set()).add(other));
  }
  const arrows = withoutImplied(between);
  const names = new Set([...between].flatMap(([from, targets]) => [from, ...targets]));
  const rooms = Map.groupBy([...names].sort(), (folder) => folder.split("/")[0] ?? "");
  const engines = new Set(imports.flat().flatMap((file) => /^functions\/engines\/([^/]+)\//.exec(file)?.[1] ?? []));
  const label = (folder: string) =>
    folder === "functions/engines" ? `engines<br/>${[...engines].sort().join(", ")}` : folder.replace(/^.*\//, "");

  const drawn = [...rooms].flatMap(([room, folders]) =>
    folders.length === 1 && folders[0] === room
      ? [`  ${idOf(room)}["${room}"]`]
      : [`  subgraph ${room}`, ...folders.map((folder) => `    ${idOf(folder)}["${label(folder)}"]`), "  end"],
  );
  return ["flowchart TB", ...drawn, ...arrows.map(([from, to]) => `  ${idOf(from)} --> ${idOf(to)}`)].join("\n");
}

/** The subfolders of functions/ and shared/, and emulators/. Undefined for single files between them. */
function folderOf(file: string): string | undefined {
  if (file === "functions/index.ts") return "functions/engines";
  return /^((functions|shared)\/[^/]+|emulators|voice-runner)\//.exec(file)?.[1];
}

/** Removes every arrow whose target is still reachable without it. */
function withoutImplied(between: ReadonlyMap<string, ReadonlySet<string>>): readonly Import[] {
  const all = [...between]
    .flatMap(([from, targets]) => [...targets].map((to): Import => [from, to]))
    .sort(([a, b], [c, d]) => a.localeCompare(c) || b.localeCompare(d));
  return all.reduce<readonly Import[]>((kept, arrow) => {
    const others = kept.filter((each) => each !== arrow);
    return reaches(others, arrow) ? others : kept;
  }, all);
}

function reaches(arrows: readonly Import[], [start, end]: Import): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === end) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...arrows.filter(([from]) => from === at).map(([, to]) => to));
  }
  return false;
}

function idOf(folder: string): string {
  return folder.replace(/\W/g, "_");
}
