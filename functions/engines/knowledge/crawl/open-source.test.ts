import { minimalYaml } from "../../../../shared/config/minimal-config.fixture.ts";
import { configVersions } from "../../../../shared/config/versions/versions.ts";
import type { FetchedPage } from "../../../../shared/crawl/fetch-page.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { createRunner } from "../../../../shared/runtime/runner.ts";
import type { AnyStep } from "../../../../shared/runtime/step.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { urlDocumentId } from "../document-ids.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.fixture.ts";
import { openSourceStep } from "./open-source.ts";

const tea = TenantId.parse("client_1");
const url = "https://tea.example/brewing.md";
const sources = `  knowledge_sources:\n    documents: [{ base: brewing, url: "${url}", title: Brewing }]\n`;
const page = (text: string): FetchedPage => ({
  type: "page",
  url,
  contentType: "text/markdown",
  delayMs: 0,
  sitemaps: [],
  bytes: Buffer.from(text),
});

let knowledge: OpenKnowledge;
let text: string;
const log = createLogger({ level: "silent" });
const versions = () => {
  const { documents, bus } = knowledge.platform;
  return configVersions({ documents, bus, now: () => new Date(), log });
};

beforeEach(async () => {
  text = "Green tea needs water of eighty degrees.";
  knowledge = await openKnowledge({ fetchPage: async () => page(text) });
  const runner = createRunner({ platform: knowledge.platform, senders: {}, log, now: () => new Date() });
  const step = openSourceStep({ configs: versions() }) as unknown as AnyStep;
  knowledge.platform.bus.subscribe(runner.subscription(step));
});
afterEach(() => knowledge.close());

async function activate(more: string): Promise<void> {
  const pushed = await versions().push(tea, "main", minimalYaml({ more }), { by: "ops", activate: true });
  expect(pushed).toMatchObject({ ok: true });
}

async function quoted(expected: string): Promise<void> {
  await until(`"${expected}" is quoted`, async () =>
    (await knowledge.texts("green tea water", { tenantId: tea, base: "brewing" })).includes(expected),
  );
}

it("reads what the configuration names when it is activated, and again at the next activation", async () => {
  await activate(sources);
  await quoted("Green tea needs water of eighty degrees.");
  const document = await knowledge.documentOf(urlDocumentId("brewing", url), tea);
  expect(document).toMatchObject({ title: "Brewing", origin: { kind: "configuration", url } });
  text = "Green tea needs water of seventy degrees.";
  await activate(`${sources}  industry: tea\n`);
  await quoted("Green tea needs water of seventy degrees.");
});

it("reads nothing for a file that is only stored, or that names no source", async () => {
  await versions().push(tea, "main", minimalYaml({ more: sources }), { by: "ops", activate: false });
  await activate("");
  await knowledge.add("other.md", "Black tea needs boiling water.", { tenantId: tea, base: "brewing" });
  expect(await knowledge.documentOf(urlDocumentId("brewing", url), tea)).toBeUndefined();
});
