import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SipClient } from "livekit-server-sdk";
import { findLiveKitWithSip } from "../../../emulators/livekit/find.ts";
import { type LiveKit, startLiveKit } from "../../../emulators/livekit/start.ts";
import { runCli } from "../../../functions/hosts/cli/run-cli.ts";
import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";
import { agentName } from "../../../shared/voice/call.ts";
import { skipped } from "../../skipped.ts";

const search = findLiveKitWithSip(process.env.LIVEKIT_SERVER);

/** A file with these numbers, and what else its voice channel says. */
function yamlOf(clientId: string, numbers: readonly string[], more: readonly string[] = []): string {
  const lines = [
    "  channels:",
    "    input:",
    "      - type: voice",
    "        provider: livekit_sip",
    "        config:",
    `          phone_numbers: ${JSON.stringify(numbers)}`,
    ...more.map((line) => `          ${line}`),
  ];
  return minimalYaml({ clientId, more: `${lines.join("\n")}\n` });
}

if (!search.found) skipped(search.notice);
else
  describe("voice provision and voice status", () => {
    const [sunrise, lotus] = ["+919876543210", "+919876543299"];
    let server: LiveKit;
    let sip: SipClient;
    let folder: string;
    let dataDir: string;
    let setup: Readonly<Record<string, string>>;

    beforeAll(async () => {
      server = await startLiveKit(search, { sip: true });
      sip = new SipClient(server.httpUrl, server.apiKey, server.apiSecret);
      folder = await mkdtemp(join(tmpdir(), "provision-"));
      dataDir = join(folder, "data");
      setup = {
        LIVEKIT_URL: server.url,
        LIVEKIT_API_KEY: server.apiKey,
        LIVEKIT_API_SECRET: server.apiSecret,
        CALL_METADATA_SECRET: "a-secret-of-this-test-with-32-bytes",
      };
    });

    afterAll(async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    });

    async function push(yaml: string, clientId: string) {
      const file = join(folder, `${clientId}.yaml`);
      await writeFile(file, yaml);
      const pushed = await runCli(["config", "push", file, "--activate", "--data-dir", dataDir]);
      expect(pushed).toMatchObject({ exitCode: 0 });
    }

    const voiceWith = (changed: Readonly<Record<string, string>>, ...words: string[]) =>
      runCli(["voice", ...words, "--data-dir", dataDir], "", { ...process.env, ...setup, ...changed });
    const voice = (...words: string[]) => voiceWith({}, ...words);
    const changesOf = (stdout: string) =>
      (JSON.parse(stdout).changes as { action: string; part: string; number: string }[]).map(
        ({ action, part, number }) => `${action} ${part} ${number}`,
      );

    test("a number gets a trunk each way and a rule with the tenant's agent; twice changes nothing", async () => {
      await push(
        yamlOf("sunrise", [sunrise], ["sip: { address: sunrise.pstn.twilio.com, transport: tls }"]),
        "sunrise",
      );

      const planned = await voice("provision", "--dry-run", "--json");
      const expected = ["inbound trunk", "dispatch rule", "outbound trunk"].map((part) => `create ${part} ${sunrise}`);
      expect(changesOf(planned.stdout)).toEqual(expected);
      await expect(sip.listSipInboundTrunk()).resolves.toEqual([]);

      const done = await voice("provision", "--json");
      expect(changesOf(done.stdout)).toEqual(expected);
      const [rule] = await sip.listSipDispatchRule();
      expect(rule?.roomConfig?.agents).toMatchObject([{ agentName }]);
      await expect(sip.listSipOutboundTrunk()).resolves.toMatchObject([
        { numbers: [sunrise], address: "sunrise.pstn.twilio.com", transport: 3 },
      ]);

      const again = await voice("provision", "--json");
      expect(changesOf(again.stdout)).toEqual([]);
      await expect(sip.listSipDispatchRule()).resolves.toHaveLength(1);
      expect((await voice("status")).stdout).toMatch(
        new RegExp(`sunrise +\\${sunrise} +ok +sunrise\\.pstn\\.twilio\\.com`),
      );
    });

    test("a trunk that somebody made for the number is found and updated, with what else it sets", async () => {
      const { sipTrunkId } = await sip.createSipInboundTrunk("by hand", [lotus], { headers: { "X-Desk": "2" } });
      await push(yamlOf("lotus", [lotus]), "lotus");
      const done = await voice("provision", "--json");
      expect(changesOf(done.stdout)).toEqual([`update inbound trunk ${lotus}`, `create dispatch rule ${lotus}`]);
      const trunks = await sip.listSipInboundTrunk();
      expect(trunks.find(({ numbers }) => numbers.includes(lotus))).toMatchObject({
        sipTrunkId,
        name: `twilio_sip ${lotus}`,
        headers: { "X-Desk": "2" },
      });
    });

    test("a number that a trunk has among others is left alone, and said to be", async () => {
      const { sipTrunkId } = await sip.createSipInboundTrunk("reception", ["+911111111111", "+912222222222"]);
      await push(yamlOf("lotus", [lotus, "+911111111111"]), "lotus");
      const refused = await voice("provision");
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`${sipTrunkId} (reception)`) });
      const trunks = await sip.listSipInboundTrunk();
      expect(trunks.find((trunk) => trunk.sipTrunkId === sipTrunkId)).toMatchObject({ name: "reception" });
    });

    test("a number that left the configuration is reported, and deleted only with --prune", async () => {
      await push(yamlOf("lotus", []), "lotus");
      const kept = await voice("provision");
      expect(kept).toMatchObject({
        exitCode: 0,
        stderr: expect.stringContaining(`No configuration has ${lotus} any more`),
      });
      const pruned = await voice("provision", "--prune", "--json");
      expect(changesOf(pruned.stdout)).toEqual([`delete dispatch rule ${lotus}`, `delete inbound trunk ${lotus}`]);
      const numbers = (await sip.listSipInboundTrunk()).flatMap((trunk) => trunk.numbers);
      expect(numbers.toSorted()).toEqual(["+911111111111", "+912222222222", sunrise]);
    });

    test("a changed carrier changes the outbound trunk alone", async () => {
      await push(yamlOf("sunrise", [sunrise], ["sip: { address: other.pstn.twilio.com, transport: tls }"]), "sunrise");
      const done = await voice("provision", "--json");
      expect(changesOf(done.stdout)).toEqual([`update outbound trunk ${sunrise}`]);
    });

    test("says what is not set, and where LiveKit is not", async () => {
      const [unset, unreachable, foreign] = await Promise.all([
        voiceWith({ LIVEKIT_URL: "" }, "status"),
        voiceWith({ LIVEKIT_URL: "ws://127.0.0.1:9" }, "status"),
        voiceWith({ LIVEKIT_API_SECRET: "another-secret-another-secret-32x" }, "status"),
      ]);
      expect(unset.stderr).toContain("LiveKit is not set up. Set LIVEKIT_URL");
      expect(unreachable.stderr).toContain("LiveKit cannot be reached at http://127.0.0.1:9");
      expect(foreign.stderr).toContain("Check LIVEKIT_API_KEY and LIVEKIT_API_SECRET");
    });
  });
