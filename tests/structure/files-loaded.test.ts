import { filesLoaded } from "./files-loaded.ts";

const engine = "functions/engines/conversation";

/**
 * The counts were 119 and 132 when every step loaded every feature's turn code. The channels' definitions, which shape
 * messages, are counted separately, because each brings its section of the configuration.
 */
it.each([
  ["outbound/proactive-message.ts", 46],
  ["handoff/operate.ts", 46],
])("%s loads at most %i of our files besides the channels", (step, most) => {
  const files = filesLoaded(`${engine}/${step}`);
  const channels = files.filter((file) => file.startsWith("shared/channels/"));
  expect(files).toContain(`${engine}/conversations.ts`);
  expect(files.length - channels.length).toBeLessThanOrEqual(most);
  expect(channels.length).toBeLessThanOrEqual(30);
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
