import type { Command } from "commander";
import { dataDirOption, withExamples } from "../options.ts";

/** `regions …`: show and move the region that handles events. */
export function addRegionVerbs(root: Command): void {
  const regions = root.command("regions").description("show and move the region that handles events");

  withExamples(
    regions
      .command("show")
      .description("print the regions, and which one handles events")
      .addOption(dataDirOption())
      .action(async (options) => (await import("./regions.ts")).showRegions(options)),
    "regions show",
  );

  withExamples(
    regions
      .command("move")
      .description("hand all events to another region; repeat it if it was interrupted")
      .argument("<region>", "the region that handles events from now on")
      .addOption(dataDirOption())
      .action(async (region: string, options) => (await import("./regions.ts")).moveHome({ ...options, region })),
    "regions move asia-southeast1",
  );
}
