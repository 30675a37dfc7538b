import { type Lockfile, productionPackages } from "./lockfile.ts";

const lockfile: Lockfile = {
  lockfileVersion: 3,
  packages: {
    "": {},
    "node_modules/a": { version: "1.0.0", dependencies: { b: "^2", shared: "^1" } },
    "node_modules/a/node_modules/b": { version: "2.1.0", optionalDependencies: { absent: "*" } },
    "node_modules/b": { version: "1.9.0", dependencies: { "only-of-old-b": "*" } },
    "node_modules/only-of-old-b": { version: "1.0.0" },
    "node_modules/shared": { version: "1.2.3", dev: true, peerDependencies: { peer: "*" } },
    "node_modules/peer": { version: "3.0.0" },
    "node_modules/elsewhere": { version: "1.0.0" },
  },
};
const project = { name: "product", version: "0.1.0" };

test("keeps exactly the packages that the named ones reach by Node's resolution", () => {
  const { lockfile: kept } = productionPackages(project, lockfile, ["a"]);
  expect(Object.keys(kept.packages)).toEqual([
    "",
    "node_modules/a",
    "node_modules/a/node_modules/b",
    "node_modules/shared",
    "node_modules/peer",
  ]);
});

test("sets exact versions and removes the development flag", () => {
  const { packageJson, lockfile: kept } = productionPackages(project, lockfile, ["a"]);
  expect(packageJson).toMatchObject({ main: "main.mjs", type: "module", dependencies: { a: "1.0.0" } });
  expect(kept.packages["node_modules/shared"]).toEqual({ version: "1.2.3", peerDependencies: { peer: "*" } });
});

test("names the missing package", () => {
  expect(() => productionPackages(project, lockfile, ["b", "gone"])).toThrow(/no gone/);
});
