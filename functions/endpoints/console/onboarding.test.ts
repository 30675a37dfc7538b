import { parse } from "yaml";
import { templateNames, templateText } from "../../../shared/config/config-templates.ts";
import { loadTenantConfig } from "../../../shared/config/load-tenant-config.ts";
import { agentFromTemplate } from "./app/src/pages/builder/onboarding/agent-from-template.ts";
import { placeIn, placeOf, stepAt } from "./app/src/pages/builder/onboarding/onboarding-steps.ts";

const answers = {
  client: "lotus_7f",
  name: "main",
  clientName: 'Lotus "Tea" & Co: Pune',
  agentName: "Mira",
  business: "We sell tea.\n\n# Open 9 to 5\n- Darjeeling: ₹250",
  objectives: ["Answer questions: all of them"],
  languages: ["hi", "en"] as const,
  greeting: "Namaste from {client_name}!",
};

it.each(templateNames())("the template %s becomes a valid agent that knows only what the client said", (name) => {
  const template = templateText(name);
  const text = agentFromTemplate(template, { ...answers, languages: ["hi", "en"] });
  const read = loadTenantConfig({ file: "main.yaml", text });
  expect(read.ok ? [] : read.problems).toEqual([]);
  const { automation_config: made } = parse(text);
  expect(made).toMatchObject({
    config_id: "lotus_7f_main",
    client_id: "lotus_7f",
    client_name: answers.clientName,
    agent: { agent_name: "Mira", language: "Hindi and English", objectives: answers.objectives },
    voice: { language: "hi-IN", greeting: { text: answers.greeting, supported_languages: ["hi", "en"] } },
    knowledge: [{ id: "about", text: answers.business }],
  });
  const { automation_config: examples } = parse(template);
  expect(made.knowledge[0].base).toBe(examples.knowledge[0].base);
  for (const { text: example } of examples.knowledge) expect(text).not.toContain(example);
  expect(made.tools.available.map(({ type }: { type: string }) => type)).toEqual(["rag", "ticketing"]);
  expect([made.tables, made.business_logic.cross_sell, made.voice.greeting.message]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  // Its rules and the comments at them stay; what it says of itself as a file goes.
  expect(made.business_logic.escalation).toEqual(examples.business_logic.escalation);
  expect(text).toContain("# seconds");
  expect(text).not.toMatch(/Starting point|your_client|Your Client/);
});

it("leaves the greeting to the agent, and the objectives to the product, where nothing is said", () => {
  const text = agentFromTemplate(templateText("restaurant"), {
    ...answers,
    greeting: "",
    objectives: [],
    languages: ["en"],
  });
  const { automation_config: made } = parse(text);
  expect(made.voice.greeting).toMatchObject({ message: expect.stringContaining("Greet"), supported_languages: ["en"] });
  expect([made.agent.objectives, made.agent.language]).toEqual([undefined, "English"]);
  expect(loadTenantConfig({ file: "main.yaml", text }).ok).toBe(true);
});

it("an address says which step comes, and which can be done again", () => {
  const at = (search: Record<string, unknown>) => stepAt(placeIn(search));
  expect(at({})).toBe("client");
  expect(at({ step: "activate", agent: "main" })).toBe("client");
  expect(at({ client: "c", template: 5, next: "x" })).toBe("template");
  expect(at({ client: "c", template: "restaurant" })).toBe("agent");
  expect(at({ client: "c", agent: "main", step: "nonsense" })).toBe("try");
  expect(at({ client: "c", agent: "main", step: "activate" })).toBe("activate");
  expect(placeOf("template", { client: "c", template: "restaurant" })).toEqual({ client: "c" });
  expect(placeOf("template", { client: "c", agent: "main" })).toBeUndefined();
  expect(placeOf("try", { client: "c", agent: "main", step: "activate" })).toEqual({ client: "c", agent: "main" });
});
