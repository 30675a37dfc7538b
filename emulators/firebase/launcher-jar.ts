import { crc32 } from "node:zlib";

/**
 * The bytes of a jar with only a manifest: `java -jar` runs `mainClass` from `classPath`. The class path holds jars,
 * and folders whose URLs end in a slash. firebase-tools starts everything with `-jar`, and the gcloud CLI's Firestore
 * emulator declares no main class. Formats: docs.oracle.com/javase/8/docs/technotes/guides/jar/jar.html,
 * pkware.com/appnote (one stored entry).
 */
export function launcherJar(mainClass: string, classPath: readonly URL[]): Buffer {
  const name = Buffer.from("META-INF/MANIFEST.MF");
  const content = Buffer.from(
    ["Manifest-Version: 1.0", `Main-Class: ${mainClass}`, `Class-Path: ${classPath.join(" ")}`, ""]
      .map(foldLine)
      .join(""),
  );
  const common = Buffer.alloc(26);
  common.writeUInt16LE(10, 0); // version needed; flags, method (stored), time and date stay 0
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, name, content]);
  const versionMadeBy = Buffer.from([10, 0]);
  const attributesAndOffset = Buffer.alloc(14); // no comment, first disk, no attributes, at offset 0
  const central = Buffer.concat([
    Buffer.from("PK\x01\x02", "latin1"),
    versionMadeBy,
    common,
    attributesAndOffset,
    name,
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** Manifest lines end after 72 bytes and continue after a space. */
function foldLine(line: string): string {
  const parts = [line.slice(0, 70), ...(line.slice(70).match(/.{1,69}/g) ?? [])];
  return `${parts.join("\r\n ")}\r\n`;
}
