import { type Clinic, clinicYaml, openClinic } from "./stage/clinic.ts";
import { type Flow, newWord } from "./stage/flow.ts";

/** Versions of a configuration and their validation, on any platform. */
export function configFlows(world: Flow): void {
  let clinic: Clinic;

  beforeEach(async () => {
    clinic = await openClinic(world.product, { agentName: "Maya" });
  });

  const configs = (line: string, body?: unknown) => {
    const [method = "", action = ""] = line.split(" ");
    const path = `/v1/configs/${clinic.client}/main${action}`;
    return world.product.api(`${method} ${path}`, { client: clinic.client, body });
  };
  const withAgent = (agentName: string) => clinicYaml(clinic, { agentName });

  /** The agent's name in the model's prompt for this session. */
  async function agentOf(session: string): Promise<string | undefined> {
    const word = newWord();
    await world.product.chat({ client: clinic.client, session, message: `Hello ${word}` });
    const [call] = await world.outside.asked(word);
    return /You are (\w+),/.exec(JSON.stringify(call?.body))?.[1];
  }

  it("a new conversation gets the active version and keeps it after later activations", async () => {
    const before = newWord();
    expect(await agentOf(before)).toBe("Maya");
    expect(await configs("PUT", { yaml: withAgent("Leo"), activate: true })).toMatchObject({
      status: 200,
      body: { version: 2, created: true, activated: true },
    });
    expect(await agentOf(before)).toBe("Maya");
    const after = newWord();
    expect(await agentOf(after)).toBe("Leo");

    expect(await configs("POST /rollback")).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await agentOf(newWord())).toBe("Maya");
    expect(await agentOf(after)).toBe("Leo");
    expect(await configs("POST /activate", { version: 2 })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await agentOf(newWord())).toBe("Leo");
  });

  it("a pushed version waits for activation, and the same text creates none", async () => {
    expect(await configs("PUT", { yaml: withAgent("Leo") })).toMatchObject({ body: { version: 2, activated: false } });
    expect(await configs("PUT", { yaml: withAgent("Leo") })).toMatchObject({ body: { version: 2, created: false } });
    expect(await agentOf(newWord())).toBe("Maya");
    expect(await configs("GET /versions")).toMatchObject({
      body: {
        items: [
          { version: 2, active: false },
          { version: 1, active: true },
        ],
      },
    });
    const { body } = await configs("GET /diff?from=1&to=2");
    expect(body).toMatchObject({ changes: [{ path: expect.stringContaining("agent_name"), type: "changed" }] });
  });

  it("survives a restart", async () => {
    const session = newWord();
    await agentOf(session);
    await configs("PUT", { yaml: withAgent("Leo"), activate: true });
    await world.product.stop();
    await world.product.restart();
    expect(await agentOf(session)).toBe("Maya");
    expect(await agentOf(newWord())).toBe("Leo");
  });

  describe("a file with mistakes", () => {
    const refusals: readonly (readonly [string, (yaml: string) => string, RegExp])[] = [
      [
        "a typo",
        (yaml) => yaml.replace("agent_name:", "agent_nmae:"),
        /^Line \d+, column \d+: .*agent_nmae.*agent_name/s,
      ],
      [
        "a duplicate key",
        (yaml) => `${yaml}  use_case: "again"\n`,
        /^Line \d+, column \d+: .*(duplicate|twice|unique)/is,
      ],
      [
        "a wrong type",
        (yaml) => yaml.replace("turn_deadline_seconds: 60", 'turn_deadline_seconds: "soon"'),
        /^Line \d+, column \d+: .*turn_deadline_seconds/s,
      ],
      [
        "an unknown placeholder",
        (yaml) => yaml.replace("{client_name}.", "{clinet_name}."),
        /^Line \d+, column \d+: .*clinet_name/s,
      ],
      ["invalid YAML", () => "automation_config: [", /^Line \d+, column \d+: /],
    ];

    it.each(refusals)(
      "such as %s is rejected with its line and column, and changes nothing",
      async (_, spoil, problem) => {
        const yaml = spoil(withAgent("Leo"));
        const refused = await configs("PUT", { yaml, activate: true });
        expect(refused).toMatchObject({ status: 422, body: { code: "config-invalid" } });
        const { errors } = refused.body as { errors: readonly { detail: string }[] };
        expect(errors.map(({ detail }) => detail)).toContainEqual(expect.stringMatching(problem));
        expect(await configs("GET /versions")).toMatchObject({ body: { items: [{ version: 1, active: true }] } });
        const checked = await world.product.api("POST /v1/configs/validate", { client: clinic.client, body: { yaml } });
        expect(checked).toMatchObject({
          status: 200,
          body: {
            valid: false,
            problems: expect.arrayContaining([
              expect.objectContaining({ line: expect.any(Number), column: expect.any(Number) }),
            ]),
          },
        });
      },
    );

    it("such as a missing secret is reported before it is used", async () => {
      const yaml = withAgent("Leo").replaceAll("TWILIO_AUTH_TOKEN", "NO_SUCH_SECRET");
      const warnings = expect.arrayContaining([
        expect.objectContaining({ line: expect.any(Number), message: expect.stringContaining("NO_SUCH_SECRET") }),
      ]);
      const checked = await world.product.api("POST /v1/configs/validate", { client: clinic.client, body: { yaml } });
      expect(checked).toMatchObject({ status: 200, body: { valid: true, warnings } });
      expect(await configs("PUT", { yaml })).toMatchObject({ body: { warnings } });
    });
  });

  it("cannot claim another client's number, and is invisible to other clients", async () => {
    const other = await openClinic(world.product);
    const yaml = clinicYaml({ ...clinic, whatsapp: other.whatsapp });
    const refused = await configs("PUT", { yaml, activate: true });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).not.toContain(other.client);
    const path = `/v1/configs/${clinic.client}/main/versions`;
    expect(await world.product.api(`GET ${path}`, other)).toMatchObject({ status: 404 });
  });
}
