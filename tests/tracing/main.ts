import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";
import { drawTrace } from "./draw-trace.ts";
import { sendTracedMessage, startTracedWorld } from "./one-message.ts";

/**
 * Draws docs/trace.svg: the spans of one WhatsApp message through the product in a process of its own, with stand-ins of
 * the model, Twilio and the tenant's API. The first message loads the libraries, so the second is drawn.
 */
const world = await startTracedWorld();
try {
  await sendTracedMessage(world);
  const { spans } = await sendTracedMessage(world);
  const file = join(projectRoot, "docs", "trace.svg");
  writeFileSync(file, drawTrace("One WhatsApp message, from the webhook to the delivery report", spans));
  console.log(`${spans.length} spans in ${file}`);
} finally {
  await world.close();
}
