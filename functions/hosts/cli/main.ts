import { enableCompileCache } from "node:module";

// Before anything else is loaded: what is compiled once is not compiled again by the next command.
enableCompileCache();

// A reader that has seen enough (`| head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const { run } = await import("./program.ts");
process.exitCode = await run(process.argv.slice(2));
