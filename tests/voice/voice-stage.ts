import { randomBytes } from "node:crypto";
import type { FoundLiveKit } from "../../emulators/livekit/find.ts";
import { localKeys, startLiveKit } from "../../emulators/livekit/start.ts";
import { freePort, loopback } from "../../emulators/server-process.ts";
import { startSipBridge } from "../../emulators/sip/bridge.ts";
import { runCli } from "../../functions/hosts/cli/run-cli.ts";
import { until } from "../contracts/open-platform.ts";
import { type NodeProcess, startNode } from "../flows/stage/node-process.ts";
import { startOutside } from "../flows/stage/outside.ts";
import { startProduct } from "../flows/stage/product.ts";
import { endCalls } from "./room-caller.ts";

/**
 * The product, a real LiveKit server and a voice runner with scripted speech, each in its own process.
 * @param options `telephones`: the product and the runner reach LiveKit through the SIP bridge, which joins telephones to it
 */
export async function openVoiceStage(
  found: FoundLiveKit,
  { telephones = false }: { readonly telephones?: boolean } = {},
) {
  const [outside, liveKitPort, healthPort, apiPort] = await Promise.all([
    startOutside(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const shared = {
    LIVEKIT_URL: `ws://${loopback}:${telephones ? apiPort : liveKitPort}`,
    LIVEKIT_API_KEY: localKeys.apiKey,
    LIVEKIT_API_SECRET: localKeys.apiSecret,
    CALL_METADATA_SECRET: randomBytes(32).toString("base64url"),
  };
  const product = await startProduct(outside, undefined, shared);
  const webhookUrl = `${product.url}/webhooks/livekit`;
  const openLiveKit = () => startLiveKit(found, { sip: telephones, port: liveKitPort, webhookUrl });
  let liveKit = await openLiveKit();
  const bridge = telephones ? await startSipBridge(liveKit, { apiPort }) : undefined;
  const runners: NodeProcess[] = [];

  /** Resolves when it takes calls. A second runner beside the first has a `VOICE_PORT` of its own in `more`. */
  async function startRunner(
    more: Readonly<Record<string, string>> = {},
    script = "tests/voice/scripted-runner.ts",
  ): Promise<NodeProcess> {
    const runner = startNode(script, [], {
      NODE_ENV: "test",
      LOG_LEVEL: process.env.VOICE_LOG ?? "info",
      DATA_DIR: product.dataDir,
      VOICE_PORT: String(healthPort),
      GEMINI_BASE_URL: outside.geminiUrl,
      GEMINI_API_KEY: "any key",
      PUBLIC_URL: product.url,
      ...shared,
      ...more,
      ...(process.env.VOICE_NODE_OPTIONS ? { NODE_OPTIONS: process.env.VOICE_NODE_OPTIONS } : {}),
    });
    runners.push(runner);
    await until("the voice runner takes calls", () => isHealthy(more.VOICE_PORT));
    return runner;
  }
  const isHealthy = (port: string | number = healthPort) =>
    fetch(`http://${loopback}:${port}/`).then(
      ({ ok }) => ok,
      () => false,
    );

  return {
    outside,
    product,
    liveKit,
    environment: shared,
    startRunner,
    isHealthy: () => isHealthy(),
    /** `host:port` that telephones call. */
    telephoneAddress: bridge?.address ?? "",
    /** Makes the trunks and rules of the tenants' numbers. @returns what the command said */
    provision: () => runCli(["voice", "provision", "--data-dir", product.dataDir], "", { ...process.env, ...shared }),
    /** It comes back at the same address, and knows nothing of what was. */
    killLiveKit: () => liveKit.stop(),
    async startLiveKit() {
      liveKit = await openLiveKit();
    },
    output: () => [product, ...runners].map((each) => each.output()).join("\n"),
    async close() {
      await Promise.all(runners.map((each) => each.signal("SIGKILL")));
      await bridge?.close();
      await liveKit.stop();
      await product.kill();
      await outside.stop();
      product.remove();
    },
  };
}
export type VoiceStage = Awaited<ReturnType<typeof openVoiceStage>>;

/** Closes the stage of a file after its last test. With `VOICE_LOG` set, everything that its processes wrote is printed. */
export async function endStage(stage: VoiceStage | undefined): Promise<void> {
  if (process.env.VOICE_LOG) console.log(stage?.output());
  await stage?.close();
  await endCalls();
}
