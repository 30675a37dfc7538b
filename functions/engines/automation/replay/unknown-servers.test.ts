import { pinnedTools } from "../../../../shared/tools/mcp/pinned-tools.ts";
import { replayWorld, tenantId } from "./replay-world.fixture.ts";
import { replaySummary } from "./views.ts";

type World = Awaited<ReturnType<typeof replayWorld>>;
let world: World;
afterEach(() => world.close());

const url = "https://parcels.example/mcp";
const more = `
  tools:
    available:
      - name: parcels
        type: mcp
        config: { url: "${url}", allow: [find-parcel, move_parcel], side_effects: { find-parcel: false } }`;
const answers = () => ({
  reply: { messageId: "m", text: "It is on its way.", choices: [], media: [], citations: [] },
});

async function checked(used: readonly string[]) {
  world = await replayWorld(answers, { more });
  const served = async () => used.map((name) => ({ name, description: "", inputSchema: { type: "object" } }));
  const asked = { tenantId, url, allow: [...used], digests: {}, served, now: new Date(0) };
  if (used.length > 0) await pinnedTools(world.platform.documents, asked);
  await world.conversation("1", ["Where is my parcel?"]);
  await world.play();
  const check = (await world.run())?.checks.find(({ name }) => name === "replay");
  return { check, summary: replaySummary(await world.replay()) };
}

it("names a server that nobody has used, and its tools, as not replayable, and does not pass", async () => {
  const { check, summary } = await checked([]);
  expect(summary).toMatchObject({ same: 1, done: 1 });
  expect(summary?.unknown_tools).toEqual([
    { server: "parcels", host: "parcels.example", tools: ["find-parcel", "move_parcel"] },
  ]);
  expect(check).toEqual({
    name: "replay",
    verdict: "not-enough",
    details: [
      "1 conversations replayed: 1 same, 0 better, 0 worse, 0 to look at.",
      "not-replayable, MCP server parcels (parcels.example): nobody has used find-parcel, move_parcel yet, so the new version answered without.",
    ],
  });
});

it("names only the new tool of a server that was used before", async () => {
  const { summary } = await checked(["find-parcel"]);
  expect(summary?.unknown_tools).toEqual([{ server: "parcels", host: "parcels.example", tools: ["move_parcel"] }]);
});

it("passes where all tools were used before", async () => {
  const { check, summary } = await checked(["find-parcel", "move_parcel"]);
  expect(summary?.unknown_tools).toEqual([]);
  expect(check?.verdict).toBe("passed");
});
