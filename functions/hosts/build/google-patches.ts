import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { protosOf } from "./protos-of.ts";

/**
 * Reduces what Google's clients do when they are loaded and created, which is most of a cold step's CPU
 * (docs/deployment.md). Each patch fails the build when the package no longer has what it replaces.
 */

/** A change of one file of a package. @throws Error naming the file that lacks the text. */
function edit(file: string, text: string, edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((edited, [from, to]) => {
    if (!edited.includes(from)) throw new Error(`${file} no longer contains "${from}". Adapt or remove its patch.`);
    return edited.replaceAll(from, to);
  }, text);
}

/** The services that the product calls. Their requests and responses are what remains of a client's protocol files. */
const calledServices = {
  firestore: ["google.firestore.v1.Firestore"],
  pubsub: ["google.pubsub.v1.Publisher", "google.pubsub.v1.Subscriber"],
} as const;

/** The protocols without the messages of services that nothing calls, such as the administration of databases. */
const calledProtocols: Plugin = {
  name: "the protocols of called services",
  setup({ onLoad }) {
    onLoad({ filter: /@google-cloud\/(?:firestore-api|pubsub)\/build\/protos\/protos\.json$/ }, async ({ path }) => {
      const services = path.includes("pubsub") ? calledServices.pubsub : calledServices.firestore;
      return { contents: JSON.stringify(protosOf(JSON.parse(await readFile(path, "utf8")), services)), loader: "json" };
    });
    // The same protocol as code. Only an application that encodes messages itself uses it.
    onLoad({ filter: /@google-cloud\/pubsub\/build\/protos\/protos\.js$/ }, () => ({
      contents: "module.exports = {};",
    }));
  },
};

/** Descriptors describe messages for gRPC's reflection, and common files are those that `.proto` files import. */
const noDescriptors: Plugin = {
  name: "no gRPC descriptors",
  setup({ onLoad }) {
    onLoad({ filter: /@grpc\/proto-loader\/build\/src\/index\.js$/ }, async ({ path }) => {
      const contents = edit(path, await readFile(path, "utf8"), [
        [
          "const descriptorList = root.toDescriptor('proto3').file;\n    const bufferList = descriptorList.map(value => Buffer.from(descriptor.FileDescriptorProto.encode(value).finish()));",
          "const bufferList = [];",
        ],
        ["const messageDescriptor = message.toDescriptor('proto3');", ""],
        ["type: messageDescriptor.$type.toObject(messageDescriptor, descriptorOptions),", "type: {},"],
        ['const descriptor = require("protobufjs/ext/descriptor");', ""],
        ["(0, util_1.addCommonProtos)();", ""],
        ["const enumDescriptor = enumType.toDescriptor('proto3');", ""],
        ["type: enumDescriptor.$type.toObject(enumDescriptor, descriptorOptions),", "type: {},"],
      ]);
      return { contents };
    });
  },
};

/** The client that creates databases, indexes and backups. Terraform does that. */
const noAdministration: Plugin = {
  name: "no administration of databases",
  setup({ onLoad }) {
    onLoad({ filter: /firestore-api\/build\/src\/v1\/firestore_admin_client\.js$/ }, () => ({
      contents: "exports.FirestoreAdminClient = class { constructor() { throw new Error('Not in the bundle.'); } };",
    }));
  },
};

/** The clients that each client creates for requests of locations and IAM policies, which the product never makes. */
const noSideClients: Plugin = {
  name: "no clients of locations and IAM",
  setup({ onLoad }) {
    const none = "{ close: async () => undefined }";
    onLoad({ filter: /firestore-api\/build\/src\/v1\/firestore_client\.js$/ }, async ({ path }) => ({
      contents: edit(path, await readFile(path, "utf8"), [
        ["new this._gaxModule.LocationsClient(this._gaxGrpc, opts)", none],
      ]),
    }));
    onLoad(
      { filter: /pubsub\/build\/src\/v1\/(?:publisher|subscriber|schema_service)_client\.js$/ },
      async ({ path }) => ({
        contents: edit(path, await readFile(path, "utf8"), [
          ["new this._gaxModule.IamClient(this._gaxGrpc, opts)", none],
        ]),
      }),
    );
  },
};

export const googlePatches: readonly Plugin[] = [calledProtocols, noDescriptors, noAdministration, noSideClients];
