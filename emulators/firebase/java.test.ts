import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findJava } from "./java.ts";

describe("the search for Java for firebase-tools", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "java-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** A folder with a `java` that reports this version. */
  function install(name: string, version: string): string {
    const folder = join(root, name, "bin");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "java"), `#!/bin/sh\necho 'openjdk version "${version}" 2025-10-21' >&2\n`, {
      mode: 0o755,
    });
    return folder;
  }

  test("prefers JAVA_HOME to the PATH", () => {
    const folder = install("home", "21.0.2");
    const search = findJava({ JAVA_HOME: join(root, "home"), PATH: install("path", "25.0.1") });
    expect(search).toEqual({ found: true, folder });
  });

  test("takes the first supported Java in the PATH", () => {
    const old = install("old", "17.0.15");
    const oldest = install("oldest", "1.8.0_402");
    const folder = install("new", "25");
    expect(findJava({ PATH: [old, oldest, folder].join(delimiter) })).toEqual({ found: true, folder });
  });
});
