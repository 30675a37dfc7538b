import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandPath } from "../../../emulators/livekit/find.ts";
import { pricingBody } from "../../../functions/engines/pricing/model/inputs.fixture.ts";
import type { PricingView } from "../../../functions/engines/pricing/pricings/views.ts";
import type { ProposalView } from "../../../functions/engines/pricing/proposals/views.ts";
import { until } from "../../contracts/open-platform.ts";
import { verified, webhookReceiver } from "../channels/outgoing-webhooks.ts";
import { openClinic } from "../stage/clinic.ts";
import { type Flow, newWord } from "../stage/flow.ts";

type Refused = Readonly<{ code: string; detail: string; errors?: readonly { pointer: string; detail: string }[] }>;

interface NewProposal {
  readonly proposal: ProposalView;
  readonly url: string;
}

const hasReader = commandPath("pdftotext") !== undefined;
if (!hasReader)
  console.warn('Texts of PDF files are not compared: no pdftotext. "npm run livekit:install" installs it.');

/** Pricings and their proposals, through the API and the command line. */
export function pricingFlows(world: Flow): void {
  let client: string;

  beforeAll(async () => {
    ({ client } = await openClinic(world.product));
  });

  const create = (inputs: object, of: object = {}) =>
    world.product.api<PricingView & Refused>("POST /v1/pricing", { client, body: { name: "Support", inputs }, ...of });

  describe("a pricing", () => {
    it("is calculated, kept and listed, and every version stays", async () => {
      const { status, body: first } = await create(pricingBody);
      expect([status, first.version, first.complete, first.result.quotes.length]).toEqual([201, 1, true, 5]);
      expect(first.result.costs.reduce((sum, { amount_minor }) => sum + (amount_minor ?? 0), 0)).toBe(first.cost_minor);
      const path = `/v1/pricing/${first.pricing_id}`;
      const inputs = { ...pricingBody, volumes: { conversations: 20_000 } };
      const next = { client, body: { name: "Support, doubled", after: 1, inputs } };
      const second = await world.product.api<PricingView>(`POST ${path}/versions`, next);
      expect([second.status, second.body.version]).toEqual([201, 2]);
      expect((await world.product.api<Refused>(`POST ${path}/versions`, next)).body.code).toBe("pricing-changed");
      const old = await world.product.api<PricingView>(`GET ${path}?version=1`, { client });
      expect(old.body).toEqual(first);
      const { body: versions } = await world.product.api<{ items: readonly PricingView[] }>(`GET ${path}/versions`, {
        client,
      });
      expect(versions.items.map(({ version, hash }) => [version, hash])).toEqual([
        [2, second.body.hash],
        [1, first.hash],
      ]);
      const { body: list } = await world.product.api<{ items: readonly PricingView[] }>("GET /v1/pricing", { client });
      expect(list.items.find(({ pricing_id }) => pricing_id === first.pricing_id)).toMatchObject({ version: 2 });
    });

    it("is made once for an Idempotency-Key, and the same inputs give the same hash", async () => {
      const headers = { "idempotency-key": newWord() };
      const [one, repeat] = [await create(pricingBody, { headers }), await create(pricingBody, { headers })];
      expect(repeat.body.pricing_id).toBe(one.body.pricing_id);
      const other = await create(pricingBody);
      expect([other.body.pricing_id === one.body.pricing_id, other.body.hash]).toEqual([false, one.body.hash]);
    });

    it.each([
      ["no volumes", { rates: pricingBody.rates, volumes: {} }, "volumes-missing", "/inputs/volumes/conversations"],
      ["no rate", { volumes: { conversations: 5 } }, "rate-missing", "/inputs/rates"],
      [
        "a negative margin",
        { ...pricingBody, terms: { target_margin: -0.2 } },
        ...(["body-invalid", "/inputs/terms/target_margin"] as const),
      ],
      [
        "contradictory tiers",
        {
          ...pricingBody,
          price_models: [
            {
              kind: "tiers",
              unit: "conversation",
              tiers: [
                { up_to: 100, price: "2" },
                { up_to: 50, price: "1" },
                { up_to: null, price: "1" },
              ],
            },
          ],
        },
        ...(["body-invalid", "/inputs/price_models/0/tiers/1/up_to"] as const),
      ],
    ])("is refused with %s, by field and with what to do", async (_, inputs, code, pointer) => {
      const { status, body } = await create(inputs);
      expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([422, code, pointer]);
    });

    it("takes volumes from the KPIs of requirements, and keeps the revision", async () => {
      const created = await world.product.api<{ prd_id: string }>("POST /v1/prds", { client, body: { title: "Desk" } });
      const { prd_id: id } = created.body;
      const fields = { name: "Chats a month", unit: "count", baseline: 4_000, target: 9_000 };
      const operations = [{ op: "add", section: "kpis", fields }];
      expect((await world.product.api(`PATCH /v1/prds/${id}`, { client, body: { operations } })).status).toBe(200);
      const requirements = { prd_id: id, kpis: [{ volume: "conversations", kpi: "KPI-1" }] };
      const { status, body } = await create({ rates: pricingBody.rates, volumes: {}, requirements });
      expect([status, body.result?.contacts]).toEqual([201, 9_000]);
      expect(body.inputs.requirements?.revision).toBeGreaterThan(0);
      const stranger = await openClinic(world.product);
      const other = await create({ volumes: {}, requirements }, { client: stranger.client });
      expect([other.status, other.body.code]).toEqual([404, "requirements-not-found"]);
    });

    it("is shown by the command line", async () => {
      const file = join(world.product.dataDir, "inputs.yaml");
      writeFileSync(file, "volumes:\n  conversations: 500\n  calls: 20\n");
      const token = await world.product.token(client);
      const words = ["pricing", "create", file, "--rate", "USD=84.50", "--client", client, "--token", token];
      const ran = world.product.cli(...words);
      expect([await ran.exited, ran.output()]).toEqual([0, expect.stringContaining("per_resolution")]);
      expect(ran.output()).toContain("Total: at least ₹");
      const id = /\((\S+)\)/.exec(ran.output())?.[1] ?? "";
      const offer = "--quote 2 --for Asha --sender Setu --title Chats --despite-unknown-prices".split(" ");
      const offered = world.product.cli("proposals", "create", id, ...offer, "--client", client, "--token", token);
      expect([await offered.exited, offered.output()]).toEqual([0, expect.stringContaining("/proposals/")]);
    });
  });
  describe("a proposal", () => {
    const offers = async (change: object = {}) => {
      const { body: pricing } = await create(pricingBody);
      const wish = {
        pricing_id: pricing.pricing_id,
        quote: 1,
        language: "en",
        client_name: "Asha & Sons",
        sender: "Setu",
        title: "Chats",
      };
      const { status, body } = await world.product.api<NewProposal & Refused>("POST /v1/proposals", {
        client,
        body: { ...wish, ...change },
      });
      return { status, body, page: body.url ?? "", id: body.proposal?.proposal_id ?? "" };
    };
    const shown = async (url: string) => {
      const response = await fetch(url);
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const accept = (page: string, hash: string, name = "Asha Rao") =>
      fetch(`${page}/acceptance`, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ name, hash, agree: "yes" }),
      });
    const stored = async (id: string) =>
      (await world.product.api<ProposalView>(`GET /v1/proposals/${id}`, { client })).body;
    const audited = async (id: string) =>
      (
        await world.product.api<{ items: readonly { action: string; target: string }[] }>("GET /v1/audit?limit=200", {
          client,
        })
      ).body.items
        .filter(({ target }) => target === id)
        .map(({ action }) => action);

    it("is a page that shows what is paid, and no cost and no margin", async () => {
      const { status, page, body } = await offers({ introduction: "<script>alert(1)</script>" });
      expect(status).toBe(201);
      const { headers, text } = await shown(page);
      expect(text).toContain("Proposal for Asha &#38; Sons");
      expect(text).toContain("&#60;script&#62;");
      expect(text.replace(/<style>.*<\/style>/s, "")).not.toMatch(/<script|margin|cost/i);
      expect(JSON.stringify(body.proposal.contents)).not.toMatch(
        /"(margin|cost|costs|margin_minor|cost_minor|profit)"/,
      );
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("cache-control")).toBe("no-store");
    });

    it("is accepted once by a double click in two tabs, and the first name stays", async () => {
      const { page, id, body } = await offers();
      const { hash } = body.proposal;
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => accept(page, hash, `Tab ${index}`).then(({ status }) => status)),
      );
      expect(answers).toEqual(answers.map(() => 303));
      const first = await stored(id);
      expect(first).toMatchObject({ status: "accepted", accepted: { hash } });
      await accept(page, hash, "Somebody later");
      expect((await stored(id)).accepted).toEqual(first.accepted);
      expect(await audited(id)).toEqual(["proposal-accepted"]);
      expect((await shown(page)).text).toContain(`Accepted by ${first.accepted?.name} on `);
      const { status, body: refused } = await world.product.api<Refused>(`POST /v1/proposals/${id}/withdraw`, {
        client,
      });
      expect([status, refused.code]).toEqual([409, "proposal-accepted"]);
    });

    it("is told to the tenant's own server once it is accepted", async () => {
      const receiver = webhookReceiver(world, client);
      const hook = `/hooks/proposals/${newWord()}`;
      const { secret } = await receiver.create(hook, ["proposal.accepted"]);
      const { page, id, body } = await offers();
      await Promise.all([accept(page, body.proposal.hash), accept(page, body.proposal.hash)]);
      await until("the server is told", async () => (await receiver.requests(hook)).length > 0);
      const told = verified(await receiver.requests(hook), secret);
      const data = expect.objectContaining({ proposal_id: id, hash: body.proposal.hash, currency: "INR" });
      expect(told).toEqual([expect.objectContaining({ type: "proposal.accepted", data })]);
      expect(JSON.stringify(told)).not.toContain("Asha Rao");
    });

    it("is accepted once when the product is killed while it is", async () => {
      const { page, id, body } = await offers();
      const { hash } = body.proposal;
      const torn = Array.from({ length: 4 }, () => accept(page, hash).catch(() => undefined));
      await world.product.kill();
      await Promise.all(torn);
      await world.product.restart();
      expect((await accept(page, hash)).status).toBe(303);
      expect(await stored(id)).toMatchObject({ status: "accepted", accepted: { name: "Asha Rao" } });
      expect(await audited(id)).toEqual(["proposal-accepted"]);
    });

    it("refuses other contents, an incomplete form and an unknown link, on a page", async () => {
      const { page, id, body } = await offers();
      expect((await accept(page, "0".repeat(64))).status).toBe(409);
      const nameless = await accept(page, body.proposal.hash, "  ");
      expect([nameless.status, await nameless.text()]).toEqual([422, expect.stringContaining("Write your full name")]);
      expect((await stored(id)).status).toBe("open");
      const unknown = await shown(page.slice(0, -4).concat("AAAA"));
      expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining("There is nothing at this link.")]);
      expect((await fetch(`${page}/acceptance`)).status).toBe(405);
    });

    it("that was withdrawn says so and is not accepted", async () => {
      const { page, id, body } = await offers({ language: "hi" });
      const withdrawn = await world.product.api(`POST /v1/proposals/${id}/withdraw`, { client });
      expect(withdrawn).toMatchObject({ status: 200, body: { status: "withdrawn" } });
      const answer = await accept(page, body.proposal.hash);
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining("वापस ले लिया गया है")]);
      expect(await audited(id)).toEqual(["proposal-withdrawn"]);
    });

    it.each([
      ["en", "Proposal for Asha & Sons"],
      ["hi", "Asha & Sons के लिए प्रस्ताव"],
    ])("is printed as a PDF in %s", async (language, heading) => {
      const { page } = await offers({ language, title: "ग्राहक सेवा" });
      const response = await fetch(`${page}/proposal.pdf`);
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/pdf"]);
      const file = Buffer.from(await response.arrayBuffer());
      expect(file.toString("latin1")).toContain("<pdfuaid:part>1</pdfuaid:part>");
      if (!hasReader) return;
      const plain = execFileSync("pdftotext", ["-", "-"], { input: file, encoding: "utf8" }).replace(/\s+/g, " ");
      for (const expected of [heading, "ग्राहक सेवा", "₹1,72,865.69"]) expect(plain).toContain(expected);
    });

    it.each([
      ["a price below the floor", { per: "0.01" }, {}, "margin-below-floor", 409],
      ["a cost that is a lower bound", { prices: [] }, {}, "pricing-incomplete", 409],
      ["a price model that is not compared", {}, { quote: 8 }, "quote-unknown", 422],
    ])(
      "is not made from %s",
      async (_, { per, ...change }: { per?: string; prices?: object[] }, wish, code, status) => {
        const models = per === undefined ? {} : { price_models: [{ kind: "per_conversation", price: per }] };
        const { body: pricing } = await create({ ...pricingBody, ...change, ...models });
        const body = {
          quote: 1,
          language: "en",
          client_name: "A",
          sender: "C",
          title: "B",
          pricing_id: pricing.pricing_id,
          ...wish,
        };
        const refused = await world.product.api<Refused>("POST /v1/proposals", { client, body });
        expect([refused.status, refused.body.code]).toEqual([status, code]);
      },
    );

    it("of another client is not found, nor is a pricing", async () => {
      const { id } = await offers();
      const stranger = await openClinic(world.product);
      const { body: pricing } = await create(pricingBody);
      for (const line of [`GET /v1/proposals/${id}`, `POST /v1/proposals/${id}/withdraw`])
        expect((await world.product.api(line, { client: stranger.client })).status).toBe(404);
      const body = {
        pricing_id: pricing.pricing_id,
        quote: 1,
        language: "en",
        client_name: "A",
        sender: "C",
        title: "B",
      };
      expect((await world.product.api("POST /v1/proposals", { client: stranger.client, body })).status).toBe(404);
    });
  });
}
