import { filesLoaded } from "./files-loaded.ts";

const engine = "functions/engines/conversation";

/**
 * Once 119 and 132, when every step loaded every feature's part in turns. The channels' definitions, which shape what is
 * sent, are counted apart: each brings its section of the configuration.
 */
it.each([
  ["outbound/proactive-message.ts", 46],
  ["handoff/operate.ts", 46],
])("%s loads no more than %i files of ours besides the channels", (step, most) => {
  const files = filesLoaded(`${engine}/${step}`);
  const channels = files.filter((file) => file.startsWith("shared/channels/"));
  expect(files).toContain(`${engine}/conversations.ts`);
  expect(files.length - channels.length).toBeLessThanOrEqual(most);
  expect(channels.length).toBeLessThanOrEqual(30);
});

it("finds what a file imports, directly or through others, and not what it imports as types", () => {
  const files = filesLoaded("tests/structure/files-loaded.test.ts");
  expect(files).toEqual(["tests/structure/files-loaded.test.ts", "tests/structure/files-loaded.ts"]);
});

it("loads no feature's part in turns with a step that runs no turn", () => {
  const loaded = filesLoaded(`${engine}/handoff/operate.ts`);
  expect(loaded.filter((file) => file.startsWith(`${engine}/features/`) && !/\/(index|state)\.ts$/.test(file))).toEqual(
    [],
  );
});
