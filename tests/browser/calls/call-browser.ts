import { existsSync } from "node:fs";
import { chromium, type Page } from "playwright-core";

const executablePath = "/usr/bin/chromium";
const flags = [
  "--no-sandbox",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  // LiveKit's server listens on the loopback interface only.
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

/** Whether this machine has a browser; otherwise what is missing. */
export const missingBrowser = existsSync(executablePath) ? undefined : "no Chromium: apt-get install chromium";

/** A real browser with a microphone that beeps, at a page whose errors are kept and whose loudspeaker is measured. */
export interface CallBrowser {
  readonly page: Page;
  readonly problems: readonly string[];
  /** Resolves when the loudspeaker has played `ms` of sound since it had played `from`. */
  hears(ms: number, from?: number): Promise<void>;
  heardMs(): Promise<number>;
  close(): Promise<void>;
}

export async function openCallBrowser(viewport: {
  readonly width: number;
  readonly height: number;
}): Promise<CallBrowser> {
  const browser = await chromium.launch({ executablePath, args: flags });
  // In a context of its own, because axe opens a page beside it.
  const page = await (await browser.newContext({ viewport })).newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`${message.text()} ${message.location().url}`);
  });
  await page.addInitScript(listenIn);
  return {
    page,
    problems,
    heardMs: () => page.evaluate(() => window.heardMs ?? 0),
    async hears(ms, from = 0) {
      await page.waitForFunction((least) => (window.heardMs ?? 0) >= least, from + ms);
    },
    close: () => browser.close(),
  };
}

declare global {
  interface Window {
    /** The widget's shadow root, which is closed to pages. */
    widget?: ShadowRoot;
    /** Milliseconds in which the loudspeaker was audible. */
    heardMs?: number;
  }
}

/** Runs in the page before its scripts: opens the widget's root, and measures what goes to the loudspeaker. */
function listenIn(): void {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    window.widget = attach.call(this, { ...options, mode: "open" });
    return window.widget;
  };
  const audible = 0.01;
  const lookMs = 20;
  function measure(meter: AnalyserNode): void {
    const samples = new Float32Array(meter.fftSize);
    setInterval(() => {
      meter.getFloatTimeDomainData(samples);
      const energy = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      if (energy > audible) window.heardMs = (window.heardMs ?? 0) + lookMs;
    }, lookMs);
  }
  const connectNode = AudioNode.prototype.connect as (...to: unknown[]) => unknown;
  const connect = function (this: AudioNode, ...to: unknown[]) {
    if (to[0] instanceof AudioDestinationNode) {
      const meter = new AnalyserNode(this.context, { fftSize: 512 });
      connectNode.call(this, meter);
      measure(meter);
    }
    return connectNode.apply(this, to);
  };
  AudioNode.prototype.connect = connect as typeof AudioNode.prototype.connect;
  // LiveKit's client plays its tracks by audio elements.
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (this.srcObject instanceof MediaStream && !this.dataset.measured) {
      this.dataset.measured = "true";
      const context = new AudioContext();
      const meter = new AnalyserNode(context, { fftSize: 512 });
      context.createMediaStreamSource(this.srcObject).connect(meter);
      measure(meter);
    }
    return play.call(this);
  };
}
