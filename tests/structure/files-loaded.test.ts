import { filesLoaded } from "./files-loaded.ts";

const engine = "functions/engines/conversation";

/** Half of what they loaded when every step loaded every feature's part in turns: 118 and 131. */
it.each([
  ["outbound/proactive-message.ts", 128],
  ["handoff/operate.ts", 124],
])("%s loads no more than %i files of ours", (step, most) => {
  const files = filesLoaded(`${engine}/${step}`);
  expect(files).toContain(`${engine}/conversations.ts`);
  expect(files.length).toBeLessThanOrEqual(most);
});

it("loads no channel's YAML section and no provider's settings with a step that only shapes and sends", () => {
  const loaded = filesLoaded(`${engine}/outbound/proactive-message.ts`);
  expect(loaded).toContain("shared/channels/definitions.ts");
  expect(loaded.filter((file) => /^shared\/channels\/.*(-sections|-provider)\.ts$/.test(file))).toEqual([]);
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
