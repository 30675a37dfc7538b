import { launcherJar } from "./launcher-jar.ts";

describe("a launcher jar", () => {
  const manifestOf = (jar: Buffer) => {
    const begins = 30 + jar.readUInt16LE(26);
    return jar.subarray(begins, begins + jar.readUInt32LE(18)).toString();
  };

  test("names the class and its class path", () => {
    const manifest = manifestOf(launcherJar("Main", [new URL("file:///a.jar"), new URL("file:///classes/")]));
    expect(manifest).toContain("Main-Class: Main\r\nClass-Path: file:///a.jar file:///classes/\r\n");
  });

  test("folds lines that are too long for a manifest", () => {
    const path = `file:///${"deep/".repeat(60)}a.jar`;
    const manifest = manifestOf(launcherJar("Main", [new URL(path)]));
    expect(Math.max(...manifest.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(72);
    expect(manifest.replaceAll("\r\n ", "")).toContain(`Class-Path: ${path}\r\n`);
  });
});
