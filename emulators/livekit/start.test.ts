import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { AgentDispatchClient, RoomServiceClient, SipClient } from "livekit-server-sdk";
import { skipped } from "../../tests/skipped.ts";
import { findLiveKit, findLiveKitWithSip } from "./find.ts";
import { localKeys, startLiveKit } from "./start.ts";

const search = findLiveKit(process.env.LIVEKIT_SERVER);
const withSip = findLiveKitWithSip(process.env.LIVEKIT_SERVER);
const { apiKey, apiSecret } = localKeys;

test("says in one line what is missing and how to get it", () => {
  expect(findLiveKit("/nowhere/server")).toEqual({
    found: false,
    notice: expect.stringMatching(
      /^no LiveKit server at LIVEKIT_SERVER=\/nowhere\/server; install .*livekit:install.*$/,
    ),
  });
});

test("refuses a file that is no LiveKit server", () => {
  expect(findLiveKit(process.execPath)).toMatchObject({ found: false });
});

if (search.found) {
  test("keeps rooms and dispatches, and comes back at the same port", async () => {
    const first = await startLiveKit(search);
    await new RoomServiceClient(first.httpUrl, apiKey, apiSecret).createRoom({ name: "room" });
    await new AgentDispatchClient(first.httpUrl, apiKey, apiSecret).createDispatch("room", "nobody");
    await first.stop();
    const second = await startLiveKit(search, { port: first.port });
    await expect(new RoomServiceClient(second.httpUrl, apiKey, apiSecret).listRooms()).resolves.toEqual([]);
    await second.stop();
  });

  test("ends when the process that started it is killed", async () => {
    const script = `
      import { findLiveKit } from ${JSON.stringify(join(import.meta.dirname, "find.ts"))};
      import { startLiveKit } from ${JSON.stringify(join(import.meta.dirname, "start.ts"))};
      const server = await startLiveKit(findLiveKit(process.env.LIVEKIT_SERVER));
      console.log(server.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [chunk] = await once(parent.stdout, "data");
    const pid = Number(String(chunk));
    expect(isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
  });
} else {
  skipped(search.notice);
}

if (withSip.found) {
  test("keeps SIP trunks with Redis", async () => {
    const server = await startLiveKit(withSip, { sip: true });
    const sip = new SipClient(server.httpUrl, apiKey, apiSecret);
    await sip.createSipInboundTrunk("main", ["+15551230000"]);
    await expect(sip.listSipInboundTrunk()).resolves.toMatchObject([{ numbers: ["+15551230000"] }]);
    await server.stop();
  });
} else {
  skipped(withSip.notice);
}

function isRunning(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false; // there is no such process
  }
}
