import { enableCompileCache } from "node:module";
import { parseOptions, usage } from "./options.ts";

/** `npm start`. The compile cache is enabled before heavy imports, so that the second start is fast. */
enableCompileCache();

const options = parseOptions(process.argv.slice(2));
if (options.type === "help") {
  console.log(usage);
} else if (options.type === "wrong") {
  console.error(`${options.message}\n\n${usage}`);
  process.exitCode = 2;
} else {
  const { start } = await import("./start.ts");
  await start(options).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    // Parts that have already started, such as the listener, would keep the process alive.
    process.exit(1);
  });
}
