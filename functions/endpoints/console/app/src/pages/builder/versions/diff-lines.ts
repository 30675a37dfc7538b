export interface DiffLine {
  readonly kind: "same" | "added" | "removed" | "place";
  readonly text: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** The lines of a unified diff with their numbers in both texts; the files' names are left out. */
export function diffLines(patch: string): readonly DiffLine[] {
  let [before, after] = [0, 0];
  let isInside = false;
  return patch.split("\n").flatMap((line): DiffLine[] => {
    const place = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (place) {
      [before, after] = [Number(place[1]), Number(place[2])];
      isInside = true;
      return [{ kind: "place", text: line, before: undefined, after: undefined }];
    }
    if (!isInside || line === "" || line.startsWith("\\")) return [];
    const text = line.slice(1);
    if (line.startsWith("+")) return [{ kind: "added", text, before: undefined, after: after++ }];
    if (line.startsWith("-")) return [{ kind: "removed", text, before: before++, after: undefined }];
    return [{ kind: "same", text, before: before++, after: after++ }];
  });
}
