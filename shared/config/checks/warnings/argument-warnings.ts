import type { Capability } from "../../../schema/capability.ts";
import { didYouMean, listed } from "../../../schema/did-you-mean.ts";
import { isRecord } from "../../../schema/records.ts";
import { type Binding, parseBinding } from "../../../tools/binding/binding.ts";
import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";
import { columnsByTable } from "../known-columns.ts";

/** Arguments of tools of type api and custom that are required or bound under a name which nothing describes. */
export function argumentWarnings(config: TenantConfig): readonly Explanation[] {
  return config.tools.available.flatMap((tool, index) => {
    const path = ["tools", "available", index, "config"];
    return [...requiredWarnings(tool), ...nameWarnings(tool), ...columnWarnings(tool, config)].map(
      ({ key, ...rest }): Explanation => ({ ...rest, path: [...path, ...key], at: "value" }),
    );
  });
}

type ArgumentWarning = Pick<Explanation, "code" | "what" | "remedy"> & { readonly key: readonly (string | number)[] };

/** Of `custom`: what `parameters.required` names, `parameters.properties` has to describe. */
function requiredWarnings({ type, config: { parameters } }: Capability): readonly ArgumentWarning[] {
  if (type !== "custom" || !isRecord(parameters) || !Array.isArray(parameters.required)) return [];
  const known = Object.keys(isRecord(parameters.properties) ? parameters.properties : {});
  return parameters.required.slice(0, mostNames).flatMap((name: unknown, index): readonly ArgumentWarning[] =>
    typeof name !== "string" || known.includes(name)
      ? []
      : [
          {
            key: ["parameters", "required", index],
            code: "argument-unknown",
            what: `is \`${name}\`, which \`properties\` does not describe, so the agent never gives it${didYouMean(name, known)}`,
            remedy: known.length === 0 ? "Describe it under properties." : `Described are ${listed(known)}.`,
          },
        ],
  );
}

/** A bound argument may be one that only the endpoint knows. It is a slip where it resembles one that stays unbound. */
function nameWarnings({ config }: Capability): readonly ArgumentWarning[] {
  const bind = isRecord(config.bind) ? Object.keys(config.bind) : [];
  const known = argumentsOf(config);
  const unbound = known.filter((name) => !bind.includes(name));
  return bind
    .filter((name) => !known.includes(name))
    .slice(0, mostNames)
    .flatMap((name): readonly ArgumentWarning[] => {
      const meant = didYouMean(name, unbound);
      if (meant === "") return [];
      return [
        {
          key: ["bind", name],
          code: "argument-unknown",
          what: `fills in \`${name}\`, which is no argument of the tool${meant}`,
          remedy: "Correct the name: otherwise the model fills in the other one.",
        },
      ];
    });
}

/** In one tool: a suggestion costs more than the rest of a warning. */
const mostNames = 100;

function argumentsOf({ parameters, required_fields }: Capability["config"]): readonly string[] {
  const described = isRecord(parameters) && isRecord(parameters.properties) ? parameters.properties : parameters;
  const required = Array.isArray(required_fields) ? required_fields.map(String) : [];
  return [...new Set([...required, ...Object.keys(isRecord(described) ? described : {})])];
}

/** `identity.fields.COLUMN` and `table.TABLE[…].COLUMN` of a column that the table does not have refuse every call. */
function columnWarnings({ config }: Capability, sections: TenantConfig): readonly ArgumentWarning[] {
  const columns = columnsByTable(sections);
  return Object.entries(isRecord(config.bind) ? config.bind : {}).flatMap(([name, text]) =>
    columnsRead(typeof text === "string" ? parseBinding(text) : undefined, sections.identity?.table).flatMap(
      ({ table, column }): readonly ArgumentWarning[] => {
        const known = columns.get(table);
        if (known === undefined || known.has(column)) return [];
        return [
          {
            key: ["bind", name],
            code: "column-unknown",
            what: `reads \`${column}\`, which no row of the table \`${table}\` has${didYouMean(column, [...known])}`,
            remedy: `Its columns are ${listed([...known])}.`,
          },
        ];
      },
    ),
  );
}

interface ColumnRead {
  readonly table: string;
  readonly column: string;
}

function columnsRead(binding: Binding | undefined, persons: string | undefined): readonly ColumnRead[] {
  const ofPerson = (column: string | null) =>
    column === null || persons === undefined ? [] : [{ table: persons, column }];
  if (binding?.from === "identity") return ofPerson(binding.column);
  if (binding?.from !== "table") return [];
  const { table, column, row } = binding;
  return [{ table, column }, ...(row.by === "identity" ? ofPerson(row.column) : [])];
}
