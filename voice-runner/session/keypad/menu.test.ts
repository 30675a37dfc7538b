import { openMenu } from "./menu.ts";

const menu = {
  choices: { "1": { to: "message", message: "We open at nine." } },
  prompts: () => [
    { text: "Press 1.", language: "en-IN" },
    { text: "एक दबाइए।", language: "hi-IN" },
  ],
  timeoutMs: 5_000,
  repeats: 1,
} as const;

/** A menu whose texts end when the test says so. */
function open() {
  const said: string[] = [];
  const ends: (() => void)[] = [];
  const choices: unknown[] = [];
  const opened = openMenu(menu, {
    language: () => "en-IN",
    say(text) {
      said.push(text);
      return new Promise((resolve) => ends.push(() => resolve(false)));
    },
    stopSaying: () => ends.at(-1)?.(),
    onChoice: (choice) => choices.push(choice),
  });
  /** What is being said comes to its end. */
  const end = async () => {
    ends.at(-1)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ...opened, said, choices, end };
}

it("says a key's message in place of what is left of the menu, and then the menu again", async () => {
  const { said, press, end, close } = open();
  press("1");
  await new Promise((resolve) => setImmediate(resolve));
  expect(said).toEqual(["Press 1.", "We open at nine."]);
  await end();
  await end();
  expect(said).toEqual(["Press 1.", "We open at nine.", "Press 1.", "एक दबाइए।"]);
  close();
});
