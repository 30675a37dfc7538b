import { basename, dirname, extname } from "node:path";
import type { LoadedConfig } from "../../../../shared/config/reading/load.ts";
import { type ConfigProblem, formatPath, type Path } from "../../../../shared/config/reading/problem.ts";
import { addressesOf } from "../../../../shared/config/routes.ts";

/** A file of `config/tenants` is loaded under its own name, so that name has to be the client's id. */
export function nameWarnings(loaded: LoadedConfig): readonly ConfigProblem[] {
  const { file, config } = loaded;
  const name = basename(file, extname(file));
  if (basename(dirname(file)) !== "tenants" || name === config.client_id) return [];
  return [
    problemAt(loaded, ["client_id"], {
      code: "file-name",
      message: `\`automation_config.client_id\` is \`${config.client_id}\`, but the file is named after \`${name}\`, and so it is not loaded.`,
      remedy: `Rename the file to ${config.client_id}.yaml, or correct the id.`,
    }),
  ];
}

/** A number or account that two clients claim: it leads to one of them only. */
export function clashesAmong(files: readonly LoadedConfig[]): readonly ConfigProblem[] {
  const claims = files.flatMap((loaded) =>
    addressesOf(loaded.config.channels.input).map(({ id, path }) => ({ loaded, id, path })),
  );
  const first = new Map<string, (typeof claims)[number]>();
  return claims.flatMap(({ loaded, id, path }) => {
    const other = first.get(id);
    if (!other) first.set(id, { loaded, id, path });
    if (!other || other.loaded.config.client_id === loaded.config.client_id) return [];
    const { line } = other.loaded.positionOf(["automation_config", ...other.path]);
    return [
      problemAt(loaded, path, {
        code: "address-taken",
        message: `\`${formatPath(["automation_config", ...path])}\` is also a number or account of ${other.loaded.config.client_id}, in ${other.loaded.file}:${line}.`,
        remedy: "Only one client can have it: correct one of the files.",
      }),
    ];
  });
}

function problemAt(
  loaded: LoadedConfig,
  path: Path,
  rest: Pick<ConfigProblem, "code" | "message" | "remedy">,
): ConfigProblem {
  const full = ["automation_config", ...path];
  return { file: loaded.file, ...loaded.positionOf(full), path: formatPath(full), ...rest };
}
