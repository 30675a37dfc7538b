import { filesLoaded } from "./files-loaded.ts";

const engine = "functions/engines/conversation";

/** Half of the counts (119 and 132) from when every step loaded every feature's turn code. */
it.each([
  ["outbound/proactive-message.ts", 59],
  ["handoff/operate.ts", 65],
])("%s loads at most %i of our files", (step, most) => {
  const files = filesLoaded(`${engine}/${step}`);
  expect(files).toContain(`${engine}/conversations.ts`);
  expect(files.length).toBeLessThanOrEqual(most);
});

it("finds direct and indirect imports, and no type imports", () => {
  const files = filesLoaded("tests/structure/files-loaded.test.ts");
  expect(files).toEqual(["tests/structure/files-loaded.test.ts", "tests/structure/files-loaded.ts"]);
});

it("a step without turns loads no feature's turn code", () => {
  const loaded = filesLoaded(`${engine}/handoff/operate.ts`);
  expect(loaded.filter((file) => file.startsWith(`${engine}/features/`) && !/\/(index|state)\.ts$/.test(file))).toEqual(
    [],
  );
});
