/**
 * The lines of each section of a file under `automation_config`, with the comments in them. A comment between two
 * sections belongs to the second one and is left out.
 */
export function sectionsOf(yaml: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of yaml.split("\n")) {
    const [, key] = /^ {2}(\w+):/.exec(line) ?? [];
    if (key !== undefined) {
      current = [];
      sections.set(key, current);
    }
    if (!/^ {0,2}#/.test(line)) current?.push(line.replace(/^ {2}/, ""));
  }
  return new Map([...sections].map(([key, lines]) => [key, lines.join("\n").trimEnd()]));
}
