import { drawFolders } from "./draw.ts";

it("draws folders in their top-level folders, and the arrows between them", () => {
  const drawn = drawFolders([
    ["functions/engines/payments/index.ts", "functions/app/compose.ts"],
    ["functions/index.ts", "functions/engines/campaigns/index.ts"],
    ["functions/app/compose.ts", "shared/runtime/step.ts"],
    ["functions/app/compose.ts", "functions/app/lazy.ts"],
    ["emulators/start.ts", "shared/project-root.ts"],
    ["functions/hosts/local/main.ts", "emulators/start.ts"],
  ]);
  expect(drawn.split("\n")).toEqual([
    "flowchart TB",
    '  emulators["emulators"]',
    "  subgraph functions",
    '    functions_app["app"]',
    '    functions_engines["engines<br/>campaigns, payments"]',
    '    functions_hosts["hosts"]',
    "  end",
    "  subgraph shared",
    '    shared_runtime["runtime"]',
    "  end",
    "  functions_app --> shared_runtime",
    "  functions_engines --> functions_app",
    "  functions_hosts --> emulators",
  ]);
});

const arrowsOf = (imports: Parameters<typeof drawFolders>[0]) =>
  drawFolders(imports)
    .split("\n")
    .filter((line) => line.includes("-->"))
    .map((line) => line.trim());

it("omits an arrow that others imply, and keeps every reachable folder", () => {
  expect(
    arrowsOf([
      ["shared/agent/a.ts", "shared/config/b.ts"],
      ["shared/config/b.ts", "shared/events/c.ts"],
      ["shared/agent/a.ts", "shared/events/c.ts"],
    ]),
  ).toEqual(["shared_agent --> shared_config", "shared_config --> shared_events"]);
});

it("keeps both arrows of a cycle, and one arrow out of it", () => {
  expect(
    arrowsOf([
      ["shared/http/a.ts", "shared/security/b.ts"],
      ["shared/security/b.ts", "shared/http/c.ts"],
      ["shared/http/a.ts", "shared/platform/d.ts"],
      ["shared/security/b.ts", "shared/platform/d.ts"],
    ]),
  ).toEqual(
    [
      "shared_http --> shared_security",
      "shared_security --> shared_http",
      "shared_security --> shared_platform",
    ].sort(),
  );
});

it("does not depend on the order of imports", () => {
  const imports = [
    ["shared/agent/a.ts", "shared/config/b.ts"],
    ["shared/tools/b.ts", "shared/events/c.ts"],
    ["shared/agent/a.ts", "shared/tools/c.ts"],
  ] as const;
  expect(drawFolders(imports.toReversed())).toBe(drawFolders(imports));
});
