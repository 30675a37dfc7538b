import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { TenantConfig } from "../../schema.ts";

/** Codes of languages and countries that are well formed and stand for nothing. */
export function codeWarnings({ voice, data_collection }: TenantConfig): readonly Explanation[] {
  const { language, greeting } = voice ?? {};
  const country = data_collection?.country;
  const spoken = [
    ...(language === undefined ? [] : [{ tag: language, path: ["voice", "language"] }]),
    ...(greeting?.supported_languages ?? []).map((tag, index) => ({
      tag,
      path: ["voice", "greeting", "supported_languages", index],
    })),
  ];
  return [
    ...spoken.flatMap(({ tag, path }) => languageWarnings(tag, path)),
    ...(country === undefined ? [] : countryWarnings(country)),
  ];
}

function languageWarnings(tag: string, path: Path): readonly Explanation[] {
  const [language = ""] = tag.split("-");
  if (new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(language) !== undefined) return [];
  const what = `is \`${tag}\`, and no language has that code`;
  return [
    { code: "language-unknown", path, at: "value", what, remedy: "Write a code of ISO 639, such as hi or en-IN." },
  ];
}

/** UK is an old name of GB, and ZZ stands for no country. */
function countryWarnings(country: string): readonly Explanation[] {
  const { region } = new Intl.Locale(`und-${country}`);
  const isOld = region !== undefined && region !== country;
  const name = new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(country);
  if (!isOld && name !== undefined && name !== "Unknown Region") return [];
  const remedy = isOld ? `Write ${region}.` : "Write the code of ISO 3166, such as IN.";
  const path = ["data_collection", "country"];
  return [{ code: "country-unknown", path, at: "value", what: "is not a country's code", remedy }];
}
