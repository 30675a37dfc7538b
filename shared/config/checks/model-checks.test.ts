import type { RegisteredModel } from "../../models/register.ts";
import { minimalConfig } from "../minimal-config.fixture.ts";
import { modelWarnings, unusableModels } from "./model-checks.ts";

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);

function configWith(model: { readonly primary: string; readonly fallback: string }) {
  const config = minimalConfig();
  return { ...config, agent: { ...config.agent, model: { ...config.agent.model, ...model } } };
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

  it("cannot be activated when they are over or of another kind", () => {
    const over: RegisteredModel = {
      ...{ id: "gone", vendor: "google", kind: "chat", price: { input: "1", output: "1" } },
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
