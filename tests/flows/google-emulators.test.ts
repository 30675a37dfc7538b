import { findEmulators } from "../../emulators/google/find.ts";
import { chatFlows } from "./chat.ts";
import { escalationFlows } from "./escalation.ts";
import { flow } from "./flow.ts";
import { toolsFlows } from "./tools.ts";
import { whatsappFlows } from "./whatsapp.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found) {
  const world = flow(emulators);
  describe.each([
    ["chat", chatFlows],
    ["WhatsApp", whatsappFlows],
    ["escalation", escalationFlows],
    ["tools", toolsFlows],
  ])("on Google's emulators, %s:", (_, flows) => flows(world));
} else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
