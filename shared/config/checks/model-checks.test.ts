import type { RegisteredModel } from "../../models/register.ts";
import { secretReference } from "../../security/secrets/secret-reference.ts";
import type { TenantConfig } from "../index.ts";
import { minimalConfig } from "../minimal-config.fixture.ts";
import { AgentSection } from "../sections/agent.ts";
import { modelWarnings, unusableModels } from "./model-checks.ts";

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);

function configWith(model: { readonly primary: string; readonly fallback: string }) {
  const config = minimalConfig();
  return { ...config, agent: { ...config.agent, model: { ...config.agent.model, ...model } } };
}

function withEndpoint(config: ReturnType<typeof configWith>, endpoint: TenantConfig["agent"]["model"]["endpoint"]) {
  return { ...config, agent: { ...config.agent, model: { ...config.agent.model, endpoint } } };
}

describe("the models of a configuration", () => {
  const specification = { primary: "gemini-2.5-pro", fallback: "gemini-2.5-flash" };

  it.each([
    ["2026-09-01", []],
    ["2026-09-02", ["model-ending", "model-ending"]],
    ["2026-12-01", ["model-replaced", "model-replaced"]],
  ])("are warned of from 90 days before their end: %s", (on, codes) => {
    expect(modelWarnings(configWith(specification), day(on)).map(({ code }) => code)).toEqual(codes);
  });

  it("are told with the date and what answers then", () => {
    expect(modelWarnings(configWith(specification), day("2026-11-28"))[0]).toMatchObject({
      path: ["agent", "model", "primary"],
      what: "is `gemini-2.5-pro`, which its vendor switches off on 2026-12-01: gemini-3.8-flash answers in its place from then on",
    });
  });

  it("are warned of when the register lacks them, with the one that was meant", () => {
    const given = configWith({ primary: "gemini-3.8-flsh", fallback: "gemini-3.5-flash-lite" });
    const [only, ...others] = modelWarnings(given, day("2026-11-28"));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ code: "model-unknown", what: expect.stringContaining("gemini-3.8-flash") });
  });

  it("are warned of when the fallback has become the primary model", () => {
    const given = configWith({ primary: "gemini-2.5-pro", fallback: "gemini-3.8-flash" });
    const codes = (on: string) => modelWarnings(given, day(on)).map(({ code }) => code);
    expect(codes("2026-11-30")).toEqual(["model-ending"]);
    expect(codes("2026-12-01")).toEqual(["model-replaced", "model-same"]);
  });

  it("of an OpenAI-compatible endpoint are asked somewhere", () => {
    const mixed = configWith({ primary: "openai_compatible/llama3.3", fallback: "gemini-3.5-flash-lite" });
    const today = day("2026-11-28");
    const codes = (hasModelEndpoint?: boolean, given = mixed) =>
      modelWarnings(given, today, { hasModelEndpoint }).map(({ code }) => code);
    expect([codes(true), codes(), codes(false)]).toEqual([[], [], ["model-endpoint-missing"]]);
    const endpoint = { url: "https://openrouter.ai/api/v1", api_key: secretReference("OPENROUTER_KEY") };
    expect(codes(false, withEndpoint(mixed, endpoint))).toEqual([]);
    const google = configWith({ primary: "gemini-3.8-flash", fallback: "gemini-3.5-flash-lite" });
    expect(codes(true, withEndpoint(google, endpoint))).toEqual(["model-endpoint-unused"]);
    expect(unusableModels(mixed, today)).toEqual([]);
  });

  it("of another vendor without the prefix are told how to be named", () => {
    const [warning] = modelWarnings(configWith({ primary: "gpt-5", fallback: "gemini-3.8-flash" }), day("2026-11-28"));
    expect(warning).toMatchObject({
      code: "model-unknown",
      remedy: expect.stringContaining("openai_compatible/gpt-5"),
    });
  });

  it.each([
    ["http://openrouter.ai/api/v1", "must begin with https://"],
    ["https://10.0.0.7/v1", "must be a public address"],
    ["https://localhost:11434/v1", "must be a public address"],
    ["https://models.test/{model}", "must not have a {name}"],
  ])("are not asked at %s", (url, message) => {
    const endpoint = AgentSection.shape.model.safeParse({ primary: "openai_compatible/a", endpoint: { url } });
    expect(endpoint.error?.issues.map((issue) => issue.message)).toEqual(
      expect.arrayContaining([expect.stringContaining(message)]),
    );
  });

  it.each(["openai_compatible", "openai_compatible/"])("are named after the prefix, unlike %s", (primary) => {
    expect(AgentSection.shape.model.safeParse({ primary }).error?.issues[0]?.message).toContain("names no model");
  });

  it("are tuned ones by the name of their endpoint, with the client's own account", () => {
    const primary = "projects/123/locations/us-central1/endpoints/789";
    const service_account = secretReference("TUNING_ACCOUNT");
    const issuesOf = (model: object) =>
      AgentSection.shape.model.safeParse(model).error?.issues.map(({ path, message }) => [path.join("."), message]);
    expect(issuesOf({ primary, service_account })).toBeUndefined();
    expect(issuesOf({ primary })).toEqual([["primary", expect.stringContaining("Write `service_account` beside it")]]);
    expect(issuesOf({ primary: "projects/123/models/7", service_account })).toEqual([
      ["primary", expect.stringContaining("Copy `tunedModel.endpoint` of the tuning job")],
    ]);
    const given = configWith({ primary, fallback: "gemini-3.5-flash-lite" });
    expect(modelWarnings(given, day("2026-11-28"), { hasModelEndpoint: false })).toEqual([]);
    expect(unusableModels(given, day("2026-11-28"))).toEqual([]);
  });

  it("cannot be activated when they are over or of another kind", () => {
    const over: RegisteredModel = {
      id: "gone",
      vendor: "google",
      kind: "chat",
      price: { input: "1", output: "1" },
      end: { on: "2026-06-01", replacement: null },
    };
    const codes = (model: Parameters<typeof configWith>[0], register?: readonly RegisteredModel[]) =>
      unusableModels(configWith(model), day("2026-12-01"), register).map(({ code }) => code);
    expect(codes({ primary: "gone", fallback: "of-our-own" }, [over])).toEqual(["model-ended"]);
    expect(codes({ primary: "gemini-live-2.5-flash-native-audio", fallback: "gemini-embedding-001" })).toEqual([
      "model-kind",
      "model-kind",
    ]);
    expect(codes(specification)).toEqual([]);
  });
});
