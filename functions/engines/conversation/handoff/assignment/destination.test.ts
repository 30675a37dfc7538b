import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { destinationOf } from "./destination.ts";

const escalation = `  business_logic:
    escalation:
      triggers: [{ condition: very_angry, action: urgent_human_callback }]
      handoff:
        - { type: human_agent, departments: [customer_support, technical_support, medical_team] }
        - { type: doctor, specialization: [general_practitioner] }
`;
const config = minimalConfig(escalation);

test.each([
  ["human_agent_transfer", "customer_request_escalation", "human_agent", "customer_support"],
  ["doctor_consultation", "medical_complexity_high", "doctor", null],
  ["technical_support", "system_error", "human_agent", "technical_support"],
  ["urgent_human_callback", "sentiment_score < 0.3", "human_agent", "customer_support"],
  ["urgent_human_callback", "medical_complexity_high", "human_agent", "medical_team"],
])("%s because of %s goes to a %s of %s", (action, reason, type, department) => {
  expect(destinationOf(config, action, reason)).toEqual({ type, department, skills: [] });
});

test("the tenant's rule for an action comes first", () => {
  const given = minimalConfig(`${escalation}  handoff_rules:
    actions:
      urgent_human_callback: { type: doctor, department: cardiology, skills: [ecg] }
`);
  expect(destinationOf(given, "urgent_human_callback", "sentiment_score < 0.3")).toEqual({
    type: "doctor",
    department: "cardiology",
    skills: ["ecg"],
  });
});

test("without a handoff section any operator may take it", () => {
  expect(destinationOf(minimalConfig(), "human_agent_transfer", "customer_request_escalation")).toEqual({
    type: "human_agent",
    department: null,
    skills: [],
  });
});
