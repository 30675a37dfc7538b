import { enableCompileCache } from "node:module";

// Enabled before any other import, so that the next command reuses the compiled code.
enableCompileCache();

// A reader that closes the pipe early (`| head`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const { run } = await import("./program.ts");
process.exitCode = await run(process.argv.slice(2));
