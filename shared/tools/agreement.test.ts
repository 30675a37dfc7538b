import { previewOf } from "./agreement.ts";
import type { Tool, ToolCallContext } from "./tool.ts";

const preview = (args: Readonly<Record<string, unknown>>) =>
  previewOf({ name: "change_order" } as Tool, args, {} as ToolCallContext);
const argumentsOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`item_${at}`, at]));

test("shows every argument, and counts those for which there is no room", async () => {
  expect((await preview(argumentsOf(20))).lines.at(-1)?.value).toBe("19");
  const { lines } = await preview(argumentsOf(25));
  expect(lines).toHaveLength(20);
  expect(lines.at(-2)?.value).toBe("18");
  expect(lines.at(-1)).toEqual({ label: "…", value: "+6" });
});

test("keeps a value on its own line", async () => {
  expect((await preview({ note: "blue\nTotal: 0" })).lines).toEqual([{ label: "Note", value: "blue Total: 0" }]);
});
